"""What a machine sees of accessibility in the source of a page (GB/T 37668)."""

from typing import Any

_NAMED = ("aria-label", "aria-labelledby", "title", "placeholder")
_BUTTONS = frozenset({"hidden", "submit", "button", "image", "reset"})


def faults_of(tree: Any) -> list[str]:
    """Return the sentences that hold."""
    root = tree.css_first("html")
    found = []
    if root is None or not root.attributes.get("lang"):
        found.append("没有写明页面语言")
    if tree.css_first("title") is None or not tree.css_first("title").text(strip=True):
        found.append("没有页面标题")
    without = sum(
        1 for picture in tree.css("img:not([alt])") if not picture.attributes.get("aria-hidden")
    )
    if without:
        found.append(f"{without} 张图片没有替代文字")
    fields = _unlabelled(tree)
    if fields:
        found.append(f"{fields} 个输入框没有标签")
    return found


def _unlabelled(tree: Any) -> int:
    labelled = {label.attributes.get("for") for label in tree.css("label[for]")}
    count = 0
    for field in tree.css("input, select, textarea"):
        given = field.attributes
        if (given.get("type") or "text").lower() in _BUTTONS or given.get("id") in labelled:
            continue
        if not any(given.get(name) for name in _NAMED) and not _is_inside_label(field):
            count += 1
    return count


def _is_inside_label(field: Any) -> bool:
    above = field.parent
    for _ in range(3):
        if above is None:
            return False
        if above.tag == "label":
            return True
        above = above.parent
    return False
