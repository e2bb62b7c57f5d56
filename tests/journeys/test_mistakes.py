"""出错时说清楚: one sentence that helps, nothing lost that was typed, nothing executed."""

import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page, expect
from pytest_bdd import given, parsers, scenarios, then, when

from tests.journeys.errand import FORM, fill_any, fill_residence_permit, hand_in, open_on_desk
from tests.journeys.paper import MEGABYTE, PROGRAM
from tests.journeys.people import PHONE, People, log_in
from tests.journeys.waiting import eventually

scenarios("mistakes.feature")

#: People who have other things to do in these journeys.
BUSY = {"chenyue", "linxiaoyan", "wangguilan", "zhaoqiang"}
CODE = "<script>alert('x')</script>"
#: Lets no firewall bark, and would still break a page that forgets to escape.
SIGNS = """<b>王"记'</b> & 1<2"""
FILES = {
    "改名成PDF的程序": PROGRAM,
    "空的PDF": b"",
    "11 MB的PDF": b"%PDF-1.7\n" + b"0" * (11 * MEGABYTE),
    "23 MB的PDF": b"%PDF-1.7\n" + b"0" * (23 * MEGABYTE),
}


@given("一位市民拿着手机，还没有登录", target_fixture="someone")
def somebody(people: People) -> str:
    """Whoever it is stays locked out for a while: each run takes somebody else."""
    people.come("市民", on=PHONE, is_known=False)
    return secrets.choice([user for user in people.offices.citizens if user not in BUSY])


@when(parsers.parse("他输错{times:d}次密码"))
def wrong_passwords(people: People, someone: str, times: int) -> None:
    for time in range(times):
        log_in(people["市民"], someone, password=f"Wrong#{time}")


@then(parsers.parse("登录页说“{words}”，用户名还在"))
def login_page_says(people: People, words: str) -> None:
    (page,) = people.pages.values()
    expect(page.get_by_role("alert")).to_contain_text(words)
    expect(page.get_by_label("用户名或手机号")).not_to_have_value("")
    expect(page.get_by_label("密码", exact=True)).to_have_value("")


@then("他这时用对的密码也登录不了")
def locked_out(people: People, someone: str) -> None:
    log_in(people["市民"], someone)
    expect(people["市民"].get_by_role("alert")).to_contain_text("分钟后再试")


@given(parsers.parse("市民{who}在电脑上登录，正在填居住证的第二步"))
def filling_on_the_computer(people: People, who: str) -> None:
    page = people.come(who, is_known=False)
    page.goto(f"{FORM}/1/")
    log_in(page, people.offices.names[who])
    page.get_by_role("button", name=re.compile("^下一步")).last.click()
    page.get_by_label("到明州居住的日期").fill("2023-05-01")
    page.get_by_role("radio", name="签注", exact=True).check()
    page.get_by_role("radio", name="单位宿舍").check()


@when(parsers.parse("{who}在手机上结束其他所有登录"))
def ends_other_logins(people: People, who: str) -> None:
    page = people.come(f"{who}的手机", on=PHONE, is_known=False)
    log_in(page, people.offices.names[who], after="/my/sessions/")
    page.get_by_role("button", name="结束其他所有登录").click()
    expect(page.locator("main")).to_contain_text("没有别的设备登录着您的账号")
    _wait_until_logged_out(people[who])


@when(parsers.parse("{who}在电脑上按“下一步”"))
def presses_next(people: People, who: str) -> None:
    people[who].get_by_role("button", name=re.compile("^下一步")).last.click()


@then(parsers.parse("{who}看到“{words}”"))
def sees(people: People, who: str, words: str) -> None:
    expect(people[who].locator("main")).to_contain_text(words)


@when(parsers.parse("{who}在新窗口里登录，回来再提交一次"))
def logs_in_beside(people: People, who: str) -> None:
    page = people[who]
    with page.expect_popup() as opened:
        page.get_by_role("link", name=re.compile("先登录")).click()
    beside = opened.value
    log_in(beside, people.offices.names[who])
    expect(beside).to_have_url(re.compile(FORM))
    beside.close()
    page.get_by_role("button", name="再提交一次").click()


@then(parsers.parse("{who}到了第三步，第二步填的都在"))
def nothing_is_lost(people: People, who: str) -> None:
    page = people[who]
    if page.get_by_role("button", name="再提交一次").count():  # the token of the form was renewed
        page.get_by_role("button", name="再提交一次").click()
    expect(page).to_have_url(re.compile(f"{FORM}/3/$"))
    page.get_by_role("link", name="上一步").click()
    expect(page.get_by_label("到明州居住的日期")).to_have_value("2023-05-01")
    expect(page.get_by_role("radio", name="单位宿舍")).to_be_checked()


@when(parsers.parse("{who}的登录过期，重新打开这一步"))
def login_runs_out(people: People, who: str) -> None:
    phone = people[f"{who}的手机"]
    phone.goto("/my/sessions/")
    phone.get_by_role("button", name="结束其他所有登录").click()
    expect(phone.locator("main")).to_contain_text("没有别的设备登录着您的账号")
    _wait_until_logged_out(people[who])
    people[who].goto(f"{FORM}/3/")


@then("登录页说明为什么要重新登录")
def login_page_tells_why(people: People) -> None:
    page = next(iter(people.pages.values()))
    expect(page.get_by_role("heading", name="请重新登录")).to_be_visible()
    expect(page.locator("main")).to_contain_text("已经在“登录设备”里结束了")


@when(parsers.re(r"(?P<who>\w{2,3})登录"))
def logs_in(people: People, who: str) -> None:
    log_in(people[who], people.offices.names[who])


@then(parsers.parse("{who}回到了第三步"))
def back_at_the_third_step(people: People, who: str) -> None:
    expect(people[who]).to_have_url(re.compile(f"{FORM}/3/$"))


@when(parsers.parse("{who}打开别人的办件"))
def opens_somebody_elses_case(people: People, notes: dict[str, Any], who: str) -> None:
    desk = people["徐磊"]
    desk.goto("/desk/?show=done")
    links = desk.locator("a[data-case-link]")
    others = links.filter(has_not_text=who).first.get_attribute("href") or ""
    reference = re.findall(r"/cases/([^/]+)/", others)[0]
    notes["answer"] = people[who].goto(f"/services/cases/{reference}/")


@when(parsers.parse("{who}打开工作台"))
def opens_the_desk(people: People, notes: dict[str, Any], who: str) -> None:
    notes["answer"] = people[who].goto("/desk/")


@then(parsers.parse("{who}看到没有找到的页面“{words}”"))
def page_not_found(people: People, notes: dict[str, Any], who: str, words: str) -> None:
    assert notes["answer"].status == 404
    expect(people[who].get_by_role("heading", level=1)).to_contain_text(words)


@then(parsers.parse("{who}看到不能进入的页面“{words}”"))
def page_not_allowed(people: People, notes: dict[str, Any], who: str, words: str) -> None:
    assert notes["answer"].status == 403
    expect(people[who].get_by_role("heading", level=1)).to_contain_text(words)


@when(parsers.parse("{who}在居住证的第三步上传{file}"))
def uploads(people: People, tmp_path: Path, who: str, file: str) -> None:
    page = people[who]
    paper = tmp_path / "证明.pdf"
    paper.write_bytes(FILES[file])
    page.goto(f"{FORM}/3/")
    page.get_by_role("radio", name="窗口领取").check()
    page.get_by_label("就业或就读证明").set_input_files(paper)
    page.get_by_role("button", name=re.compile("^下一步")).last.click()


@then(parsers.parse("“{field}”旁边写着“{words}”"))
def sentence_beside_the_field(people: People, field: str, words: str) -> None:
    (page,) = people.pages.values()
    beside = page.locator(".field").filter(has_text=field)
    expect(beside.locator(".field__error")).to_contain_text(words)
    expect(page.get_by_label(field)).to_have_attribute("aria-invalid", "true")


@then("选好的领取方式还在，没有文件被收下")
def choice_is_kept(people: People) -> None:
    (page,) = people.pages.values()
    expect(page.get_by_role("radio", name="窗口领取")).to_be_checked()
    expect(page.get_by_text("已上传：")).to_have_count(0)


@when(parsers.parse("{who}在居住证的第二步只填了日期就按“下一步”"))
def leaves_fields_out(people: People, who: str) -> None:
    page = people[who]
    page.goto(f"{FORM}/2/")
    page.get_by_label("到明州居住的日期").fill("2022-02-01")
    page.get_by_role("button", name=re.compile("^下一步")).last.click()


@then(parsers.parse("页首说有{count:d}处要改，每一处都指到那一项"))
def errors_are_listed(people: People, count: int) -> None:
    (page,) = people.pages.values()
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("heading")).to_have_text(f"有 {count} 处要您改一下")
    expect(page.locator(".field__error")).to_have_count(count)
    for link in alert.get_by_role("link").all():
        target = link.get_attribute("href") or ""
        expect(page.locator(target)).to_be_visible()


@then("日期还在")
def date_is_kept(people: People) -> None:
    (page,) = people.pages.values()
    expect(page.get_by_label("到明州居住的日期")).to_have_value("2022-02-01")


@when(parsers.parse("{who}没有勾选承诺就提交"))
def submits_without_consent(people: People, who: str) -> None:
    page = people[who]
    fill_residence_permit(page)
    page.get_by_role("button", name="提交", exact=True).click()


@given(parsers.parse("市民{who}在两个窗口里都填到了最后一步"), target_fixture="windows")
def two_windows(people: People, notes: dict[str, Any], who: str) -> list[Page]:
    first = people.come(who)
    notes["before"] = _own_cases(first)
    fill_residence_permit(first)
    second = first.context.new_page()
    second.goto(f"{FORM}/check/")
    return [first, second]


@when(parsers.parse("{who}在一个窗口里连按两次提交，在另一个窗口里再提交一次"))
def submits_again_and_again(windows: list[Page], who: str) -> None:
    for page in windows:
        page.get_by_role("checkbox", name=re.compile("信息属实")).check()
    windows[0].get_by_role("button", name="提交", exact=True).dblclick()
    expect(windows[0]).to_have_url(re.compile("/services/cases/"))
    windows[1].get_by_role("button", name="提交", exact=True).click()
    expect(windows[1].get_by_role("heading", level=1)).not_to_have_text("核对一遍，没问题就提交")


@then(parsers.parse("{who}的办件只多了一件"))
def one_case_only(people: People, notes: dict[str, Any], who: str) -> None:
    assert len(_own_cases(people[who], more_than=notes["before"])) == len(notes["before"]) + 1


@when(parsers.parse("{who}在每个输入框里写上会弹窗的代码"), target_fixture="answers")
def types_code_everywhere(people: People, who: str) -> list[str]:
    page = people[who]
    return [answer for answer in (_search(page), _login(page), *_own_pages(people, who)) if answer]


@then("每次都说清楚没有保存，写的还在")
def code_is_told_of(answers: list[str]) -> None:
    assert answers == []


@when(parsers.parse("{who}用带尖括号和引号的文字办完个体户登记的申请"))
def applies_with_signs(people: People, notes: dict[str, Any], who: str) -> None:
    page = people[who]
    fill_any(page, "geti-sheli", text=SIGNS)
    expect(page.locator("main")).to_contain_text(SIGNS)
    notes["case"] = hand_in(page)


@then(parsers.parse("核对页、办件页和{who}的工作台都照原样显示这些文字"))
def signs_are_text(people: People, notes: dict[str, Any], who: str) -> None:
    citizen, officer = people["赵强"], people[who]
    expect(citizen.locator("main")).to_contain_text(SIGNS)
    open_on_desk(officer, notes["case"])
    expect(officer.locator("#case")).to_contain_text(SIGNS)
    officer.get_by_label("给申请人的话").fill(SIGNS)
    officer.get_by_role("button", name="不予批准").click()
    citizen.reload()
    expect(citizen.get_by_role("heading", name="没有通过", level=2)).to_be_visible()
    expect(citizen.locator("main .lead").first).to_have_text(SIGNS)


def _wait_until_logged_out(page: Page) -> None:
    """The gateway keeps what it knows of a session for a few seconds."""

    def is_out() -> bool:
        return "/login/" in page.request.get("/my/who/").text()

    eventually(is_out, what="登录在另一台设备上结束", pause_seconds=0.3)


def _own_cases(page: Page, *, more_than: set[str] | None = None) -> set[str]:
    """Return the numbers on 我的; wait until there are more than before, when that is told."""
    page.goto("/my/")
    if more_than is not None:

        def has_more() -> bool:
            page.reload()
            return bool(_numbers(page) - more_than)

        eventually(has_more, what="新的办件出现在“我的”里", pause_seconds=0.2)
    return _numbers(page)


def _numbers(page: Page) -> set[str]:
    return set(re.findall(r"339900-\d{8}-\w{6}", page.locator("main").inner_text()))


def _search(page: Page) -> str:
    page.goto(f"/search?q={quote(CODE)}")
    return _told_or_shown(page)


def _login(page: Page) -> str:
    page.goto("/login/")
    page.get_by_label("用户名或手机号").fill(CODE)
    page.get_by_label("密码", exact=True).fill(CODE)
    page.get_by_role("button", name="登录", exact=True).click()
    return _told_or_shown(page)


def _own_pages(people: People, who: str) -> list[str]:
    page = people[who]
    page.goto("/login/")
    log_in(page, people.offices.names[who])
    page.goto("/my/profile/contact/")
    page.get_by_label("现在住的地址").fill(CODE)
    page.get_by_role("button", name="保存").click()
    found = [_told_or_shown(page)]
    page.go_back()
    page.goto("/services/apply/geti-sheli/2/")
    for field in page.locator("form.stack-l").get_by_role("textbox").all():
        field.fill(CODE)
    page.get_by_role("button", name=re.compile("^下一步")).last.click()
    found.append(_told_or_shown(page))
    page.go_back()
    return found


def _told_or_shown(page: Page) -> str:
    """Return what is wrong with the answer: it must be a sentence in Chinese, or the text itself."""
    heading = page.get_by_role("heading", level=1).first
    expect(heading).to_have_text(re.compile("[一-鿿]"))
    told = page.get_by_text("没有通过安全检查").count() > 0
    shown = CODE in page.locator("body").inner_text() or any(
        field.input_value() == CODE for field in page.locator("input[value], textarea").all()
    )
    return "" if told or shown else f"{page.url}：{heading.inner_text()}"
