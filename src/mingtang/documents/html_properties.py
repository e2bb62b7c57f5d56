"""What a government web page says about its article: the table of elements above it, and meta tags."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NAMES = (
    "索引号|主题分类|公文种类|发文机关|发布机构|制定机关|成文日期|发文日期|发布日期|公开日期|生成日期|标题|名称|"
    "发文字号|文号|有效性|时效性|效力状态|生效日期|施行日期|实施日期|失效日期|废止日期|关键词|主题词"
)
_LABEL = re.compile(rf"^({_NAMES})[:：]?$")
_PAIR = re.compile(rf"^({_NAMES})[:：]\s*(\S.{{0,200}})$")
_META = ("ArticleTitle", "PubDate", "ContentSource", "SiteName")


def properties_of(page: LexborHTMLParser, *, article: LexborNode) -> dict[str, str]:
    properties: dict[str, str] = {}
    for cell in page.css("td, th, li, dt, span, em, p, div"):
        if cell.mem_id == article.mem_id or _holds_others(cell):
            continue
        text = _compact(cell.text())
        pair, label = _PAIR.match(text), _LABEL.match(text)
        if pair and pair.group(1) not in properties and not _is_inside(cell, article):
            properties[pair.group(1)] = pair.group(2)
        elif label and label.group(1) not in properties and not _is_inside(cell, article):
            value = _compact(_following(cell))
            if value and not _LABEL.match(value):
                properties[label.group(1)] = value
    for name in _META:
        tag = page.css_first(f'meta[name="{name}"]')
        content = (tag.attributes.get("content") or "").strip() if tag else ""
        if content:
            properties[f"meta:{name}"] = content
    return properties


def _holds_others(cell: LexborNode) -> bool:
    return any(inner.mem_id != cell.mem_id for inner in cell.css("td, li, p, div"))


def _following(cell: LexborNode) -> str:
    after = cell.next
    while after is not None and (after.tag or "").startswith("-"):
        if after.tag == "-text" and (after.text(deep=False) or "").strip():
            return after.text(deep=False) or ""
        after = after.next
    return "" if after is None else after.text()


def _is_inside(node: LexborNode, article: LexborNode) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id == article.mem_id:
            return True
        parent = parent.parent
    return False


def _compact(text: str) -> str:
    """Page makers space labels out: `索 引 号：`, `标　　题：`."""
    text = re.sub(r"[\s\u3000\xa0]+", " ", text or "").strip()
    head, colon, rest = text.partition("：")
    if len(head) <= 12:
        head = head.replace(" ", "")
    return f"{head}{colon}{rest.strip()}"
