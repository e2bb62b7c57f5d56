"""居住证从申请到评价: one errand through everybody's hands, on a phone, and without scripts too."""

import re
from typing import Any

from playwright.sync_api import Page, expect
from pytest_bdd import parsers, scenarios, then, when

from tests.journeys.errand import case_is_on_the_desk, fill_residence_permit, hand_in, open_on_desk
from tests.journeys.paper import a_file, pdf
from tests.journeys.people import People, log_in
from tests.journeys.waiting import eventually

scenarios("applying.feature")

WISH = "请上传盖了章的劳动合同，拍到公章。"


@when(parsers.parse("{who}在“{guide}”的办事指南里点“在线办理”"))
def opens_the_guide(people: People, who: str, guide: str) -> None:
    page = people[who]
    page.goto("/guides/juzhuzheng/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(guide)
    page.get_by_role("link", name=re.compile("在线办理|网上办理|马上办")).first.click()


@when(parsers.parse("{who}登录"))
def logs_in(people: People, who: str) -> None:
    page = people[who]
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    log_in(page, people.offices.names[who])


@then(parsers.parse("{who}回到了填表的第一步，资料已经带出，写着从哪里来"))
def form_is_prefilled(people: People, who: str) -> None:
    page = people[who]
    expect(page).to_have_url(re.compile(r"/services/apply/juzhuzheng/1/$"))
    known = page.get_by_role("region", name=re.compile("已经替您填好的"))
    expect(known).to_contain_text(who[0])
    expect(known).to_contain_text("取得")
    expect(known.locator("summary").first).to_contain_text(re.compile("公安|人口|用户|本人"))


@when(parsers.parse("{who}填完表，上传一份PDF，核对后提交"))
def fills_and_submits(people: People, notes: dict[str, Any], who: str) -> None:
    page = people[who]
    fill_residence_permit(page)
    notes["case"] = hand_in(page)


@then(parsers.parse("{who}看到“{words}”"))
def sees(people: People, who: str, words: str) -> None:
    expect(people[who].locator("main")).to_contain_text(words)


@then(parsers.parse("{who}在待办队列里看到这件事"))
def officer_sees_it(people: People, notes: dict[str, Any], who: str) -> None:
    case_is_on_the_desk(people[who], notes["case"])


@when(parsers.parse("{who}受理后一次告知补正“{field}”"))
def officer_asks_for_a_correction(
    people: People, notes: dict[str, Any], who: str, field: str
) -> None:
    page = people[who]
    open_on_desk(page, notes["case"])
    page.get_by_role("button", name=re.compile("^受理")).click()
    expect(page.locator("#case")).to_contain_text("经办 徐磊")
    page.get_by_text("一次告知补正").click()
    page.get_by_label("要补什么，怎么补").fill(WISH)
    page.get_by_role("checkbox", name=field).check()
    page.get_by_role("button", name="发出补正告知").click()
    expect(page.locator("#case")).to_contain_text("等补正")


@then(parsers.parse("{who}看到补正的要求，还有一条未读消息"))
def citizen_sees_the_wish(people: People, notes: dict[str, Any], who: str) -> None:
    page = people[who]
    page.goto(f"/services/cases/{notes['case']}/")
    expect(page.get_by_role("region", name="请您补一下材料")).to_contain_text(WISH)
    expect(page.get_by_role("region", name="办到哪儿了")).to_contain_text("等您")
    _unread(page, WISH[:8])


@then(parsers.parse("{who}不能再要一次补正"))
def only_one_correction(people: People, notes: dict[str, Any], who: str) -> None:
    page = people[who]
    open_on_desk(page, notes["case"])
    expect(page.get_by_text("一次告知补正")).to_have_count(0)


@when(parsers.parse("{who}重新上传后提交补正"))
def citizen_corrects(people: People, notes: dict[str, Any], who: str) -> None:
    page = people[who]
    page.goto(f"/services/cases/{notes['case']}/")
    page.get_by_role("link", name="现在就补").click()
    page.get_by_label("就业或就读证明").set_input_files(a_file("盖章合同.pdf", pdf("With a seal")))
    page.get_by_role("button", name="提交补正").click()
    expect(page.locator("main")).to_contain_text("补正收到了")


@when(parsers.parse("{who}准予"))
def officer_grants(people: People, notes: dict[str, Any], who: str) -> None:
    page = people[who]
    open_on_desk(page, notes["case"])
    expect(page.locator("#case")).to_contain_text("盖章合同.pdf")
    page.get_by_role("button", name=re.compile("^准予")).click()
    expect(page.locator("#case .meta")).to_contain_text("办好了")


@then(parsers.parse("{who}看到“{words}”，时间线上每一步都在"))
def sees_the_timeline(people: People, notes: dict[str, Any], who: str, words: str) -> None:
    page = people[who]
    page.goto(f"/services/cases/{notes['case']}/")
    expect(page.get_by_role("heading", name=words, level=2)).to_be_visible()
    steps = page.get_by_role("region", name="办到哪儿了").get_by_role("heading", level=3)
    expect(steps).to_have_count(5)
    expect(page.locator("main")).to_contain_text("您会拿到：居住证")


@then(parsers.parse("{who}收到办结的消息，看过以后不再是未读"))
def message_is_read(people: People, who: str) -> None:
    page = people[who]
    _unread(page, "办好了")
    page.get_by_role("link", name=re.compile("办好了")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("办好了")
    page.goto("/my/messages/")
    expect(page.get_by_role("listitem").filter(has_text="办好了").first).not_to_contain_text("未读")


@when(parsers.parse("{who}评价“{word}”，写上“{words}”"))
def citizen_rates(people: People, notes: dict[str, Any], who: str, word: str, words: str) -> None:
    page = people[who]
    page.goto(f"/services/cases/{notes['case']}/")
    page.get_by_role("radio", name=word, exact=True).check()
    page.get_by_label(re.compile("想说的话")).fill(words)
    page.get_by_role("button", name="提交评价").click()
    notes["grade"] = word


@then(parsers.parse("办件页上有{who}的评价，不能再评一次"))
def rating_is_there(people: People, notes: dict[str, Any], who: str) -> None:
    rated = people[who].get_by_role("region", name="这次办得怎么样")
    expect(rated).to_contain_text(f"谢谢您的评价：{notes['grade']}")
    expect(rated.get_by_role("button")).to_have_count(0)


@then(parsers.parse("{who}看得到{officer}什么时候看过资料"))
def looks_are_shown(people: People, who: str, officer: str) -> None:
    card = people[who].locator(".card").filter(has_text="谁看过您的数据")
    expect(card).to_contain_text(officer)


def _unread(page: Page, words: str) -> None:
    """Wait until a message with these words is there, marked unread."""

    def is_there() -> bool:
        page.goto("/my/messages/")
        message = page.get_by_role("listitem").filter(has_text=words).filter(has_text="未读")
        return message.count() > 0

    eventually(is_there, what=f"写着“{words}”的未读消息", pause_seconds=0.3)
