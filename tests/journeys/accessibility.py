"""What makes a page usable for everybody, asked of a page in the browser."""

from typing import Any

from playwright.sync_api import Page

from tests.journeys.people import COMPUTER, PHONE
from tests.journeys.platform import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
#: WCAG 2.0 to 2.2, A and AA. Best practices of axe's own are not asked.
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], reporter: "v1",
  });
  return found.violations.map((rule) => ({
    rule: rule.id, help: rule.help,
    where: rule.nodes.slice(0, 4).map((node) => `${node.target.join(" ")} ${node.html.slice(0, 160)}`),
  }));
}"""
SMALLEST_LETTERS = 24
SMALLEST_TARGETS = 60
LETTERS = """(least) => {
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || parent.closest(".vh, script, style, noscript, option, svg")) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < least) {
      const key = `${parent.tagName.toLowerCase()}.${parent.className} ${size}px`;
      if (!found.has(key)) found.set(key, walker.currentNode.data.trim().slice(0, 20));
    }
  }
  return [...found].map(([key, words]) => `${key}：${words}`);
}"""
TARGETS = """(least) => {
  const wanted = 'button, .btn, select, textarea, input:not([type=hidden]):not([type=radio]):not([type=checkbox])';
  const boxes = 'input[type=radio], input[type=checkbox]';
  const found = [];
  const look = (element, box) => {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".vh, .skip")) return;
    if (element.tabIndex < 0 && element.tagName === "BUTTON") return;
    const height = (box || element).getBoundingClientRect().height;
    if (height > 0 && height < least - 0.5)
      found.push(`${element.tagName}.${element.className} ${height}px：${element.innerText || element.name}`);
  };
  for (const element of document.querySelectorAll(wanted)) look(element);
  for (const element of document.querySelectorAll(boxes)) look(element, element.closest("label"));
  return [...new Set(found)];
}"""


def barriers(page: Page) -> list[str]:
    """Return every violation and every sideways scroll, on the phone and on the computer."""
    page.evaluate(AXE)
    found = []
    for name, size in (("电脑", COMPUTER), ("手机", PHONE)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        violations: list[dict[str, Any]] = page.evaluate(RUN, list(TAGS))
        found += [f"{name} {v['rule']}（{v['help']}）：{v['where']}" for v in violations]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            found.append(f"{name}上要左右滚动：页面宽 {width} 像素")
    return found


def too_small(page: Page) -> list[str]:
    """Return letters and targets that are too small for elder mode."""
    letters: list[str] = page.evaluate(LETTERS, SMALLEST_LETTERS)
    targets: list[str] = page.evaluate(TARGETS, SMALLEST_TARGETS)
    return letters + targets
