"""Looks at an open page the way a machine can: accessible, fitting its window, large enough, reached by Tab."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.journeys.people import COMPUTER, PHONE
from tests.journeys.platform import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULER = Path(__file__).with_suffix(".js")
WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
STANDARD, ELDER = "standard", "elder"
MODES = {STANDARD: "标准版", ELDER: "长者版"}
WIDTHS = (COMPUTER, PHONE)
#: What the CMS draws around our own part of a page.
OURS_IN_THE_CMS = ".mt-page"

RUN_AXE = """async ({ tags, ours }) => {
  const only = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  const { violations } = await axe.run(document, only);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) => ({
    isOurs: !ours || Boolean(document.querySelector(target[0])?.closest(ours)),
    words: `${id}：${html.slice(0, 160)}：${failureSummary.replace(/\\s+/g, " ").slice(0, 260)}`,
  })));
}"""
WHERE_TAB_WENT = """() => {
  const it = document.activeElement, drawn = getComputedStyle(it), box = it.getClientRects()[0];
  const onTop = box && document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const isSeen = Boolean(onTop) && (it.contains(onTop) || onTop.closest("label")?.control === it);
  const isRinged = drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2;
  return { words: it.textContent.trim(), isSeen, isRinged };
}"""
SKIP = "跳到正文"


@dataclass(frozen=True)
class Fault:
    """What is wrong on a page: the rule broken (accessible, wagtail, sideways, small, low, focus), and where."""

    rule: str
    words: str


@cache
def axe() -> str:
    return AXE.read_text()


@cache
def ruler() -> str:
    return RULER.read_text()


def examine(
    page: Page,
    name: str,
    opening: Callable[[Page], Any],
    *,
    modes: tuple[str, ...] = (STANDARD, ELDER),
    is_for_citizens: bool = True,
    ours: str = "",
) -> list[Fault]:
    """Open a page in each mode and look at it in each width; `ours` is the part that is not Wagtail's."""
    faults = []
    for mode in modes:
        set_mode(page, mode)
        page.set_viewport_size(COMPUTER)  # type: ignore[arg-type]
        opening(page)
        here = f"{name}（{page.url}，{MODES[mode]}"
        if not ours:
            assert page.locator("html").get_attribute("data-mode") == mode, page.url
            faults += [Fault("focus", f"{here}）：{words}") for words in first_tab_stop(page)]
        page.evaluate(axe())
        for width in WIDTHS:
            page.set_viewport_size(width)  # type: ignore[arg-type]
            is_elder = mode == ELDER and is_for_citizens
            faults += [
                Fault(rule, f"{here}，宽 {width['width']}）：{words}")
                for rule, words in faults_of(page, is_elder=is_elder, ours=ours)
            ]
    return faults


def set_mode(page: Page, mode: str) -> None:
    """Choose standard or elder the way the switch in the page's head does."""
    page.context.request.get(f"/mode/{mode}", max_redirects=0)


def faults_of(page: Page, *, is_elder: bool, ours: str) -> Iterator[tuple[str, str]]:
    for rule, words in page.evaluate(ruler(), {"isElder": is_elder}):
        yield "wagtail" if ours else rule, words
    for violation in page.evaluate(RUN_AXE, {"tags": list(WCAG), "ours": ours}):
        yield "accessible" if violation["isOurs"] else "wagtail", violation["words"]


def first_tab_stop(page: Page) -> list[str]:
    """Return what is wrong with the first stop of the Tab key."""
    page.keyboard.press("Tab")
    stop = page.evaluate(WHERE_TAB_WENT)
    if stop["words"] != SKIP:
        return [f"第一次按 Tab 到的是“{stop['words'][:30]}”"]
    return [] if stop["isSeen"] and stop["isRinged"] else [f"“{SKIP}”得到了焦点，但是看不出来"]
