"""来稿从上传到成稿: an editor hands a policy file in, checks it beside its source, and makes a draft."""

import re
from dataclasses import dataclass, field
from secrets import token_hex

import pytest
from playwright.sync_api import Page, expect
from pytest_bdd import given, scenarios, then, when

from tests.journeys.people import People
from tests.journeys.platform import Platform
from tests.journeys.waiting import eventually

scenarios("intake.feature")

FULL_NAME = "明州市民政局（老龄工作办公室）"
COLUMN = "政策文件"


@dataclass
class File:
    """A policy of this scenario, invented and like no other."""

    subject: str = field(default_factory=lambda: f"助餐{token_hex(3)}补助")
    number: int = field(default_factory=lambda: int(token_hex(2), 16) % 60000 + 1)
    draft: str = ""

    @property
    def title(self) -> str:
        return f"明州市民政局关于发放{self.subject}的通知"

    @property
    def content(self) -> bytes:
        return (
            f"{self.title}\n明民发〔2026〕{self.number}号\n各区民政局：\n"
            f"为做好{self.subject}工作，现通知如下：\n"
            "一、适用对象\n本市户籍、年满70周岁的老年人可以申请。\n"
            "二、补助标准\n每人每餐补助3元，每月最高不超过180元。\n"
            "三、办理流程\n老年人向社区提出申请，社区在5个工作日内审核，街道按月发放。\n"
            "本通知自2026年3月1日起施行，有效期至2029年2月28日。\n"
            "明州市民政局\n2026年2月10日\n"
        ).encode()


@given("编辑周敏上传了一份政策文件", target_fixture="file")
def editor_hands_in(people: People) -> File:
    file = File()
    _hand_in(people.come("周敏"), file.content)
    return file


@given("编辑周敏用不能运行脚本的浏览器上传了一份政策文件", target_fixture="file")
def editor_without_scripts(people: People) -> File:
    file = File()
    _hand_in(people.come("周敏", has_scripts=False), file.content)
    return file


@given("编辑周敏上传了一份带密级的文件", target_fixture="file")
def editor_hands_in_a_secret(people: People) -> File:
    file = File()
    page = people.come("周敏")
    _upload(page, "机密★10年\n".encode() + file.content)
    return file


@when("她点开找到的一处，就看到它在原文里的位置")
def place_is_shown(people: People, file: File) -> None:
    page = people["周敏"]
    page.get_by_role("link", name=re.compile(f"^看原文.*明民发〔2026〕{file.number}号")).click()
    shown = page.locator("mark.is-shown")
    expect(shown).to_have_text(f"明民发〔2026〕{file.number}号")
    expect(shown).to_be_in_viewport()


@when("她把发文机关改成规范的名称")
def issuer_is_corrected(people: People) -> None:
    page = people["周敏"]
    part = page.get_by_role("region", name="发文机关")
    part.locator("summary", has_text="改：发文机关").click()
    part.get_by_label("改成").fill(FULL_NAME)
    part.get_by_role("button", name="保存").click()
    expect(page.get_by_role("region", name="发文机关")).to_contain_text(FULL_NAME)


@when("她把要看的都看过")
@when("她只用键盘把要看的都看过")
def doubts_are_settled(people: People) -> None:
    """Every page puts the focus on the first doubt: Enter, until none is left."""
    page = people["周敏"]
    doubts = page.locator('.mt-value[data-doubt="doubtful"]')
    for left in range(doubts.count(), 0, -1):
        expect(page.get_by_role("heading", name=f"还有 {left} 处要看")).to_be_visible()
        page.keyboard.press("Enter")
        expect(doubts).to_have_count(left - 1)


@when("她选好栏目成稿")
def draft_is_made(people: People, file: File) -> None:
    page = people["周敏"]
    file.draft = page.url
    page.get_by_label("放到哪个栏目").select_option(label=COLUMN)
    page.get_by_role("button", name="成稿，去看稿件").click()
    page.wait_for_url("**/cms/pages/*/edit/")


@then("草稿里有标题、规范的发文机关和正文")
def draft_is_whole(people: People, file: File) -> None:
    form = people["周敏"].locator("#page-edit-form")
    expect(form.locator("[name=title]")).to_have_value(file.title)
    expect(form.locator("[name=issuer]")).to_have_value(FULL_NAME)
    expect(form.locator("[name=doc_number]")).to_have_value(f"明民发〔2026〕{file.number}号")
    expect(form).to_contain_text("每人每餐补助3元")


@then("再按一次成稿，到的还是那一稿")
def second_press_leads_there(people: People, file: File) -> None:
    page = people["周敏"]
    draft, page_of_file = page.url, file.draft
    page.goto(page_of_file)
    page.get_by_role("link", name="去看稿件").click()
    page.wait_for_url("**/cms/pages/*/edit/")
    assert page.url == draft


@when("她上传同一单位的下一份")
def next_file(people: People) -> None:
    _hand_in(people["周敏"], File().content)


@then("发文机关已经改好，写明是照谁哪天的改法")
def lesson_was_used(people: People) -> None:
    page = people["周敏"]
    part = page.get_by_role("region", name="发文机关")
    expect(part).to_contain_text(FULL_NAME)
    expect(part).to_contain_text(re.compile(r"按您 \d+ 月 \d+ 日的改法"))
    page.goto("/cms/intake/lessons/")
    page.get_by_role("button", name=re.compile("^忘掉.*发文机关")).first.click()
    expect(page.get_by_role("heading", name="学到的改法")).to_be_visible()


@then("这份来稿没有疑问了")
def nothing_is_doubtful(people: People) -> None:
    expect(people["周敏"].get_by_role("heading", name="没有疑问了，可以成稿")).to_be_visible()


@then("她看到警报，来稿里没有它，服务器上也没有它")
def nothing_is_left(people: People, file: File, platform: Platform) -> None:
    page = people["周敏"]
    expect(page.get_by_text("【警报】文件带有密级标志")).to_be_visible()
    page.goto(f"/cms/intake/?q={file.subject}")
    expect(page.get_by_text("没有标题里带")).to_be_visible()
    if platform.home is None:
        pytest.skip("the platform runs elsewhere: its disk cannot be looked at")
    kept = [p for p in platform.file("uploads").rglob("*") if p.is_file()]
    assert [p for p in kept if file.subject.encode() in p.read_bytes()] == []


def _hand_in(page: Page, content: bytes) -> None:
    """Upload one file and wait for the page of its corrections."""
    _upload(page, content)
    page.wait_for_url(re.compile(r"/cms/intake/(?:LG|uploads/)[\w-]+/$"))
    eventually(lambda: _is_read(page), what="读完以后是核对页", pause_seconds=0.5)


def _is_read(page: Page) -> bool:
    """Whether the page of corrections is there; without JavaScript a person presses 刷新."""
    if "/cms/intake/LG" in page.url:
        return True
    refresh = page.get_by_role("link", name="刷新", exact=True)
    if refresh.count():
        refresh.click()
    return "/cms/intake/LG" in page.url


def _upload(page: Page, content: bytes) -> None:
    page.goto("/cms/intake/upload/")
    page.get_by_label("政策文件").set_input_files(
        {"name": "来文.txt", "mimeType": "text/plain", "buffer": content}
    )
    page.get_by_role("button", name="上传并读取").click()
