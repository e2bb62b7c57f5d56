"""三审三校: six acts by three levels, one of them by a stand-in, one of them on a phone."""

import re
from datetime import date

from playwright.sync_api import expect
from pytest_bdd import given, scenarios, then, when

from tests.journeys.people import PHONE, People
from tests.journeys.platform import Platform
from tests.journeys.reviewing import Text, approve, open_review, proofread, send_policy

scenarios("reviewing.feature")

LOWEST_TARGET = 44


@given("编辑周敏送审了一份政策", target_fixture="text")
def policy_is_sent(people: People) -> Text:
    return send_policy(people)


@when("初审何静在手机上不用左右拖就能读完，校对之前没有“通过”，退回要写原因")
def reads_on_the_phone(people: People, text: Text) -> None:
    page = people.come("何静", on=PHONE)
    open_review(page, text)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for button in page.locator(".mt-decide button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= LOWEST_TARGET
        assert box["width"] >= LOWEST_TARGET
    expect(page.get_by_role("button", name=re.compile("^通过"))).to_have_count(0)
    page.get_by_role("button", name="退回修改").click()
    expect(page.get_by_role("alert")).to_contain_text("请写明要改什么")


@when("何静校对签名，再审核通过")
def signs_both(people: People, text: Text) -> None:
    page = people["何静"]
    proofread(page, text)
    expect(page.get_by_role("heading", name="第二步：审核")).to_be_visible()
    approve(page, text)


@when("终审梁志远安排宋佳这几天代法务罗文")
def arranges_a_stand_in(people: People, client: object) -> None:
    people.come("罗文").goto("/cms/")
    people.come("宋佳").goto("/cms/")
    page = people.come("梁志远")
    page.goto("/cms/reviewing/absences/")
    page.get_by_label("谁不在").select_option(label="罗文")
    page.get_by_label("代哪一级").select_option(label="法务复审")
    page.get_by_label("谁来代").select_option(label="宋佳")
    today = page.get_by_label("从哪天").input_value() or date.today().isoformat()
    page.get_by_label("到哪天").fill(today)
    page.get_by_label("为什么").fill("出差")
    page.get_by_role("button", name="安排代办").click()
    expect(page.locator(".messages")).to_contain_text("安排好了：宋佳代罗文")


@when("宋佳代罗文校对、审核")
def stand_in_signs(people: People, text: Text) -> None:
    page = people["宋佳"]
    open_review(page, text)
    expect(page.locator(".mt-decide")).to_contain_text("您在代罗文办这一级")
    proofread(page, text)
    approve(page, text)
    manager = people["梁志远"]
    manager.goto("/cms/reviewing/absences/")
    manager.get_by_role("button", name="收回：宋佳代罗文").click()
    expect(manager.locator(".messages")).to_contain_text("已收回")


@when("终审梁志远校对、审核，发布")
def final_level(people: People, text: Text) -> None:
    page = people["梁志远"]
    open_review(page, text)
    proofread(page, text)
    approve(page, text)


@then("审批单上有六笔签名，写明宋佳代罗文，SM3 只有一个")
def sheet_is_complete(people: People, text: Text) -> None:
    page = people["周敏"]
    page.goto(f"/cms/pages/search/?q={text.title}")
    column = page.get_by_role("link", name=re.compile(re.escape(text.title))).first
    number = re.findall(r"/pages/(\d+)/", column.get_attribute("href") or "")[0]
    page.goto(f"/cms/reviewing/pages/{number}/")
    expect(page.locator(".mt-signatures > li")).to_have_count(6)
    expect(page.get_by_text("宋佳（代罗文）")).to_have_count(2)
    digests = page.locator(".mt-digest")
    expect(digests).to_have_count(1)
    expect(digests).to_have_text(re.compile("^[0-9a-f]{64}$"))


@then("审核记录和审计链对得上")
def acts_are_proven(platform: Platform) -> None:
    verdict = platform.manage("content", "verify_reviews")
    assert verdict.returncode == 0, verdict.stderr


@then("这份政策记进了时效台账")
def policy_is_in_the_ledger(people: People, platform: Platform, text: Text) -> None:
    swept = platform.manage("content", "sweep_timeliness")
    assert swept.returncode == 0, swept.stderr
    page = people["周敏"]
    page.goto("/cms/timeliness/done/")
    line = page.locator("li", has_text=text.title)
    expect(line).to_contain_text("上网")
