"""一份文字，多种格式: a policy from three reviewers to paper, ears and programs, and away again."""

import re
import time
from dataclasses import dataclass, field
from secrets import token_hex

import httpx
from playwright.sync_api import Page, expect
from pytest_bdd import given, scenarios, then, when

from tests.journeys.examining import examine
from tests.journeys.people import PHONE, People
from tests.journeys.waiting import eventually

scenarios("formats.feature")

COLUMN = "/zhengwu/zhengce/"
WORDS = (
    "本办法适用于在本市租房的新市民家庭。"
    "申请人应当向住房窗口提出申请，窗口应当自受理之日起 3 个工作日内完成审核，逾期不予受理。"
    "对符合条件的，给予每户每月 317 元补贴，不得重复申领。"
    "咨询电话：0999-8612345。"
)
#: On a busy machine; what it took is printed beside the minute it may take.
FORMATS_SECONDS = 240.0
PAGES = ("一图读懂", "问答", "大白话版")


@dataclass
class Policy:
    title: str
    path: str = ""
    files: dict[str, str] = field(default_factory=dict)


@given("一份写明对象、程序和电话的政策经三级审核发布", target_fixture="policy")
def policy_is_published(people: People) -> Policy:
    policy = Policy(title=f"新市民租房补助办法（第{token_hex(4)}号）")
    page = people.come("周敏")
    page.goto("/cms/pages/search/?q=政策文件")
    column = page.get_by_role("link", name="政策文件", exact=True).get_attribute("href") or ""
    number = re.findall(r"/pages/(\d+)/", column)[0]
    page.goto(f"/cms/pages/add/content_pages/articlepage/{number}/")
    _write(page, policy)
    page.get_by_role("button", name="更多动作").first.click()
    page.get_by_role("button", name="提交给三审三校").click()
    expect(page.locator(".messages")).to_contain_text("提交审核")
    for who in ("何静", "罗文", "梁志远"):
        page = people.come(who)
        page.goto("/cms/reviewing/")
        page.get_by_role("link", name=policy.title).click()
        page.get_by_role("button", name="已校对").click()
        page.get_by_role("button", name=re.compile("^通过")).click()
        expect(page.locator(".messages")).to_contain_text(f"已通过：{policy.title}")
    return policy


@then("这一页先打得开，不等各种格式")
def page_is_public(client: httpx.Client, policy: Policy) -> None:
    def address() -> str:
        listed = client.get(COLUMN).text
        found = re.search(
            rf'href="([^"]+)"[^>]*>(?:(?!</a>).)*{re.escape(policy.title)}', listed, re.S
        )
        return found[1] if found else ""

    policy.path = eventually(address, what="政策列在栏目里")
    eventually(lambda: client.get(policy.path).status_code == 200, what="页面打得开")


@then("不久页面上列出各种格式，每一种都打得开")
def formats_are_listed(client: httpx.Client, policy: Policy, capsys) -> None:
    def listed() -> dict[str, str]:
        found = re.search(
            r'<ul class="formats__list">(.*?)</ul>', client.get(policy.path).text, re.S
        )
        links = (
            re.findall(r'href="([^"]+)"[^>]*>.*?<b>([^<]+)</b>', found[1], re.S) if found else []
        )
        return {label: address for address, label in links}

    began = time.monotonic()
    policy.files = eventually(listed, what="页面列出各种格式", within_seconds=FORMATS_SECONDS)
    with capsys.disabled():
        print(f"\n页面公开后 {time.monotonic() - began:.1f} 秒有了各种格式（标准 60 秒）")
    assert {"PDF", "Word 文档", "语音稿", "Markdown", "JSON 数据"} <= policy.files.keys()
    assert len(policy.files) >= 6
    for label, address in policy.files.items():
        assert client.get(address).status_code == 200, label


@then("每一种都写着原文的网址，数字一个不差")
def formats_name_the_page(client: httpx.Client, policy: Policy) -> None:
    told = client.get(policy.files["JSON 数据"]).json()
    assert told["address"].endswith(policy.path)
    assert "317 元" in told["text"]
    markdown = client.get(policy.files["Markdown"]).text
    assert told["address"] in markdown
    assert "317 元" in markdown
    spoken = client.get(policy.files["语音稿"]).text
    assert told["address"] in spoken
    assert "三百一十七元" in spoken
    assert client.get(policy.files["PDF"]).content.startswith(b"%PDF")


@then("长者版里也找得到它们，没有无障碍问题")
def formats_in_elder_mode(people: People, policy: Policy) -> None:
    page = people.come("王桂兰", on=PHONE, is_known=False)
    pages = {label: policy.files[label] for label in PAGES if label in policy.files}
    for label, path in {"政策": policy.path, **pages}.items():
        faults = examine(page, label, lambda shown, path=path: shown.goto(path))
        assert faults == []
    page.goto(policy.path)
    expect(page.get_by_role("heading", name="其他格式")).to_be_visible()


@when("终审梁志远把这份政策撤下")
def policy_is_withdrawn(people: People, policy: Policy) -> None:
    page = people["梁志远"]
    page.goto(f"/cms/publishing/?q={policy.title}")
    page.get_by_role("link", name=re.compile(f"^撤下.*{policy.title}")).click()
    page.get_by_label("为什么撤下").fill("文件还要再征求意见。")
    page.get_by_role("button", name="撤下", exact=True).click()
    expect(page.locator(".messages")).to_contain_text(f"已撤下：{policy.title}")


@then("页面和它的每一种格式都打不开了")
def everything_is_gone(client: httpx.Client, policy: Policy) -> None:
    addresses = [policy.path, *policy.files.values()]
    eventually(
        lambda: all(client.get(address).status_code == 404 for address in addresses),
        what="页面和每一种格式都打不开",
    )


def _write(page: Page, policy: Policy) -> None:
    form = page.locator("#page-edit-form")
    form.locator("[name=title]").fill(policy.title)
    form.locator("[name=kind]").select_option(label="政策文件")
    form.locator("[name=summary]").fill("新市民租房，政府按月补一点。")
    for name in ("source", "issuer"):
        form.locator(f"[name={name}]").fill("明州市住房和城乡建设局")
    form.locator("[name=department]").select_option(label="明州市住房和城乡建设局")
    form.locator("[name=issued_on]").fill("2026-11-20")
    form.locator("[name=validity]").select_option(label="有效")
    form.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="正文").click()
    form.locator("[contenteditable=true]").first.click()
    page.keyboard.type(WORDS)
    expect(form.locator("[name=body-0-value]")).to_have_value(re.compile("8612345"))
