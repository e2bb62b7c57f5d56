"""人人能用: every kind of page in both modes and both widths, without scripts, and by keyboard alone."""

import re
from collections.abc import Callable
from secrets import token_hex
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, scenarios, then, when

from tests.journeys.examining import (
    ELDER,
    MODES,
    OURS_IN_THE_CMS,
    SKIP,
    STANDARD,
    WHERE_TAB_WENT,
    Fault,
    examine,
)
from tests.journeys.people import DEMO, PHONE, Offices, People, log_in

scenarios("everyone.feature")

Table = list[list[str]]
FORM = "/services/apply/juzhuzheng/"
CERTIFICATE = "/services/apply/canbao-zhengming/"
MOST_TAB_STOPS = 400
#: The title of a page, and the buttons on it that only a script could answer.
WHAT_IS_THERE = """() => ({
  title: document.querySelector("main h1")?.textContent.trim(),
  dead: [...document.querySelectorAll("button")]
    .filter((it) => it.checkVisibility({ visibilityProperty: true }) && (it.type === "button" || !it.form))
    .map((it) => it.textContent.trim()),
})"""


@pytest.fixture
def faults() -> list[Fault]:
    """All that is found wrong on the pages of one scenario."""
    return []


def opening(address: str, deeds: str) -> Callable[[Page], None]:
    """Return how to come to a page: go to an address, then press buttons (按) or follow links (开)."""

    def open_it(page: Page) -> None:
        page.goto(address)
        for deed in filter(None, deeds.split("；")):
            verb, name = deed.split("：")
            if verb == "按":
                page.locator("main").get_by_role("button", name=name).locator(
                    "visible=true"
                ).last.click()
            elif name == "第一件":
                page.locator("[data-case-link]").first.click()
            else:
                page.get_by_role("link", name=name).first.click()
            page.wait_for_load_state()

    return open_it


def look_at_all(page: Page, datatable: Table, faults: list[Fault], **how: Any) -> None:
    for name, address, deeds in datatable[1:]:
        faults += examine(page, name, opening(address, deeds), **how)


# Who looks at what


@given(parsers.parse("市民{who}还没有登录"), target_fixture="page")
def stranger(people: People, who: str) -> Page:
    return people.come(who, is_known=False)


@given(parsers.parse("市民{who}填好了参保证明的申请表，还没有提交"), target_fixture="page")
def has_filled_a_form(people: People, who: str) -> Page:
    page = people.come(who)
    page.goto(f"{CERTIFICATE}1/")
    page.get_by_role("button", name="下一步").last.click()
    page.get_by_label("养老、失业、工伤一起打").check()
    page.get_by_label("找工作").check()
    page.get_by_role("button", name="下一步").last.click()
    expect(page).to_have_url(re.compile("/check/$"))
    return page


@when("他把这些页面一页一页打开，标准版和长者版、电脑和手机各看一遍")
@when("她把这些页面一页一页打开，标准版和长者版、电脑和手机各看一遍")
def look_at_pages(page: Page, datatable: Table, faults: list[Fault]) -> None:
    look_at_all(page, datatable, faults)


@given(parsers.parse("经办人{officer}的办件走到了每一步"), target_fixture="cases")
def cases_in_every_state(
    people: People, offices: Offices, officer: str
) -> dict[str, tuple[str, str]]:
    """Return, for each state, a case and its applicant; only of people whose name nobody shares."""
    rows = yaml.load((DEMO / "people.yaml").read_text(), yaml.CSafeLoader)
    citizens = {person["username"] for person in rows}
    page = people.come(officer)
    cases: dict[str, tuple[str, str]] = {}
    for queue in ("all", "done"):
        page.goto(f"/desk/?show={queue}")
        for row in page.locator("table.queue tbody tr").all():
            state = row.locator("td").nth(2).inner_text()
            applicant = row.locator("small").first.inner_text()
            address = row.get_by_role("link").get_attribute("href") or ""
            if offices.names.get(applicant) in citizens:
                cases.setdefault(state, (applicant, address.split("/")[3]))
    return cases


@when("申请人打开走到这些步的办件，标准版和长者版、电脑和手机各看一遍")
def look_at_cases(
    people: People, cases: dict[str, tuple[str, str]], datatable: Table, faults: list[Fault]
) -> None:
    for (state,) in datatable[1:]:
        applicant, reference = cases[state]
        page = people.come(applicant)
        way = opening(f"/services/cases/{reference}/", "")
        faults += examine(page, f"办件：{state}", way)


@when("等补正的申请人把这些页面一页一页打开，标准版和长者版、电脑和手机各看一遍")
def look_at_own_pages(
    people: People, cases: dict[str, tuple[str, str]], datatable: Table, faults: list[Fault]
) -> None:
    look_at_all(people[cases["等补正"][0]], datatable, faults)


@when(parsers.parse("经办人{who}把这些页面一页一页打开"))
@when(parsers.parse("运维{who}把这些页面一页一页打开"))
def look_at_staff_pages(people: People, who: str, datatable: Table, faults: list[Fault]) -> None:
    look_at_all(people.come(who), datatable, faults, is_for_citizens=False)


# What must hold on each


def broken(faults: list[Fault], rule: str) -> list[str]:
    return [fault.words for fault in faults if fault.rule == rule]


@then("每一页都符合无障碍规则")
@then("属于明堂自己的部分都符合无障碍规则")
def is_accessible(faults: list[Fault]) -> None:
    assert broken(faults, "accessible") == []


@then("没有一页要左右拖着看")
def fits_its_window(faults: list[Fault]) -> None:
    assert broken(faults, "sideways") == []


@then(parsers.parse("每一页按一下 Tab 就到“跳到正文”，看得见"))
def tab_skips_first(faults: list[Fault]) -> None:
    assert broken(faults, "focus") == []


@then("长者版里的字都不小于 24 像素")
def words_are_large(faults: list[Fault]) -> None:
    assert broken(faults, "small") == []


@then("长者版里的按钮和输入框都不矮于 60 像素")
def targets_are_large(faults: list[Fault]) -> None:
    assert broken(faults, "low") == []


# The reviewer's pages, which Wagtail frames


@given("编辑周敏送审了一份稿件", target_fixture="title")
def draft_is_sent(people: People) -> str:
    title = f"人人能用的稿件（{token_hex(4)}）"
    page = people.come("周敏")
    page.goto("/cms/pages/search/?q=政策文件")
    column = page.get_by_role("link", name="政策文件", exact=True).get_attribute("href") or ""
    number = re.findall(r"/pages/(\d+)/", column)[0]
    page.goto(f"/cms/pages/add/content_pages/articlepage/{number}/")
    form = page.locator("#page-edit-form")
    form.locator("[name=title]").fill(title)
    form.locator("[name=kind]").select_option(label="政策文件")
    form.locator("[name=summary]").fill("稿件里有标题、清单和表格。")
    for field in ("source", "issuer"):
        form.locator(f"[name={field}]").fill("明州市民政局")
    form.locator("[name=department]").select_option(label="明州市民政局")
    form.locator("[name=issued_on]").fill("2026-11-20")
    form.locator("[name=validity]").select_option(label="有效")
    form.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="正文").click()
    form.locator("[contenteditable=true]").first.press_sequentially(
        "年满八十周岁的，每月发放一百元。"
    )
    expect(form.locator("[name=body-0-value]")).to_have_value(re.compile("一百元"))
    page.get_by_role("button", name="更多动作").first.click()
    page.get_by_role("button", name="提交给三审三校").click()
    expect(page.locator(".messages")).to_contain_text("提交审核")
    return title


@given("周敏看到的稿件列表是 Wagtail 的")
def look_at_wagtails_list(people: People, faults: list[Fault]) -> None:
    page = people["周敏"]
    way = opening(page.url, "")
    faults += examine(page, "稿件列表", way, modes=(STANDARD,), ours=OURS_IN_THE_CMS)


@when(parsers.parse("初审{who}打开内容管理、待审列表和这一份稿件"))
def look_at_review(people: People, who: str, title: str, faults: list[Fault]) -> None:
    page = people.come(who)
    rows = [["内容管理", "/cms/", ""], ["待审列表", "/cms/reviewing/", ""]]
    rows.append(["审核稿件", "/cms/reviewing/", f"开：{title}"])
    look_at_all(page, [[], *rows], faults, modes=(STANDARD,), ours=OURS_IN_THE_CMS)


@then("属于 Wagtail 的毛病打印出来")
def tell_what_is_wagtails(faults: list[Fault], capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        for words in broken(faults, "wagtail"):
            print(f"\nWagtail：{words}")


# Without scripts


@given(parsers.parse("市民{who}用的浏览器不能运行脚本，还没有登录"), target_fixture="page")
def stranger_without_scripts(people: People, who: str) -> Page:
    return people.come(who, on=PHONE, is_known=False, has_scripts=False)


@given(parsers.parse("市民{who}用的浏览器不能运行脚本"), target_fixture="page")
def citizen_without_scripts(people: People, who: str) -> Page:
    return people.come(who, on=PHONE, has_scripts=False)


@when("她在首页搜“居住证”，打开办事指南，点“在线办理”")
def finds_the_guide(page: Page) -> None:
    page.goto("/")
    page.locator("main").get_by_role("searchbox").fill("居住证")
    page.locator("main").get_by_role("button", name="搜索").click()
    page.locator("main").get_by_role("link", name="居住证申领签注").first.click()
    page.get_by_role("link", name="在线办理").locator("visible=true").first.click()


@when("她登录，把第一步填完，在第二步按“保存”", target_fixture="chosen")
def fills_and_saves(page: Page, offices: Offices) -> str:
    log_in(page, offices.names["钟玉兰"])
    expect(page).to_have_url(re.compile(rf"{FORM}\d/$"))
    page.goto(f"{FORM}1/")
    page.get_by_role("button", name="下一步").last.click()
    choices = page.get_by_role("group", name="居住方式").get_by_role("radio")
    chosen = choices.last.get_attribute("value") or ""
    choices.last.check()
    page.get_by_role("button", name="保存，以后再填").click()
    expect(page.get_by_role("status")).to_contain_text("已经保存")
    return chosen


@then("她填的内容都在，换一个浏览器也接得上")
def what_was_typed_is_kept(people: People, page: Page, chosen: str) -> None:
    for where in (page, people.come("钟玉兰")):
        where.goto(f"{FORM}2/")
        expect(where.get_by_label(chosen)).to_be_checked()


@when("他把这些页面一页一页打开")
def opens_pages(page: Page, datatable: Table, notes: dict[str, Any]) -> None:
    notes["pages"] = {}
    for name, address in datatable[1:]:
        page.goto(address)
        notes["pages"][name] = page.evaluate(WHAT_IS_THERE)


@then("每一页都有内容，没有按了没反应的按钮")
def works_without_scripts(notes: dict[str, Any]) -> None:
    assert {name: seen["dead"] for name, seen in notes["pages"].items() if seen["dead"]} == {}
    assert [name for name, seen in notes["pages"].items() if not seen["title"]] == []


# By keyboard alone


@given(
    parsers.parse("市民{who}还没有登录，屏幕宽 {width:d} 像素，用的是{mode}"), target_fixture="page"
)
def stranger_at_a_screen(people: People, who: str, width: int, mode: str) -> Page:
    screen = {"width": width, "height": 844}
    return people.come(who, on=screen, is_known=False, is_elder=mode == MODES[ELDER])


@when(
    parsers.parse("她打开“{address}”，按 Tab 和回车跳到正文，再一直按 Tab"), target_fixture="stops"
)
def walks_by_keyboard(page: Page, address: str) -> list[dict[str, Any]]:
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE_TAB_WENT)["words"] == SKIP
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    stops = []
    for _ in range(MOST_TAB_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        stops.append(page.evaluate(WHERE_TAB_WENT))
    return stops


@then("每一站都看得见，走得到页脚")
def every_stop_is_seen(stops: list[dict[str, Any]]) -> None:
    assert [stop for stop in stops if not (stop["isSeen"] and stop["isRinged"])] == []
    assert stops[-1]["words"] == "我为政府网站找错"
