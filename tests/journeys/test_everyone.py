"""人人能用: every kind of page, in both modes, on both widths, with scripts and without."""

import re
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Page, expect
from pytest_bdd import parsers, scenarios, then, when

from tests.journeys.accessibility import barriers, too_small
from tests.journeys.errand import FORM, fill_residence_permit
from tests.journeys.people import Offices, People
from tests.journeys.platform import Platform

scenarios("everyone.feature")

VISITOR = "访客"
ADDRESSES = {
    "首页": "/",
    "栏目页": "/zhengwu/zhengce/",
    "新闻页": "/zhengwu/yaowen/shuzi-yijian-huiyi/",
    "政策文件页": "/zhengwu/zhengce/20260305-juzhuzheng/",
    "政策解读页": "/zhengwu/jiedu/20260306-juzhuzheng-jiedu/",
    "办事指南页": "/guides/juzhuzheng/",
    "办事服务页": "/guides/",
    "网站地图": "/sitemap/",
    "有结果的搜索页": "/search?q=居住证",
    "没结果的搜索页": "/search?q=qqzzxxjj",
    "登录页": "/login/?next=/my/",
    "没有登录成功的登录页": "/login/?next=/services/apply/juzhuzheng/",
    "没有找到的页面": "/mei-you-zhe-yi-ye/",
    "正在恢复的提示": "/zheng-zai-huifu/",
    "我的": "/my/",
    "消息": "/my/messages/",
    "我的信息": "/my/profile/",
    "谁看过我的数据": "/my/access/",
    "账号和登录": "/my/sessions/",
    "填表的第一步": f"{FORM}/1/",
    "填表的第三步": f"{FORM}/3/",
    "要改的填表页": f"{FORM}/2/",
    "核对页": f"{FORM}/check/",
    "别人的办件页": "/services/cases/339900-20261101-AAAAAA/",
    "不能进入的页面": "/desk/",
    "待办队列": "/desk/",
    "后台任务": "/jobs/services/",
    "待我审核": "/cms/reviewing/",
}


@dataclass
class Seen:
    """A page somebody has open, and how it is opened again in the other mode."""

    page: Page
    name: str
    address: str
    steps: list[str] = field(default_factory=list)

    def open(self) -> None:
        self.page.goto(self.address)
        if self.name == "没有登录成功的登录页":
            self.page.get_by_role("button", name="登录", exact=True).click()
        if self.name == "要改的填表页":
            self.page.get_by_role("button", name=re.compile("^下一步")).last.click()
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible()


@pytest.fixture(scope="session")
def waiting_case(offices: Offices) -> tuple[str, str]:
    """A demo case that waits for its applicant: who that is, and its number."""
    people = People(offices)
    page = people.come("徐磊")
    page.goto("/desk/?show=waiting")
    for link in page.locator("a[data-case-link]").all():
        who = link.locator("small").inner_text().strip()
        if who in offices.names:
            address = link.get_attribute("href") or ""
            people.leave()
            return who, re.findall(r"/cases/([^/]+)/", address)[0]
    raise AssertionError("演示城市里没有等补正的办件")


@when(parsers.re("没有脚本的(?P<who>.+)打开(?P<name>.+)"), target_fixture="seen")
def opens_without_scripts(people: People, who: str, name: str) -> Seen:
    page = people.come(who, is_known=who != VISITOR, has_scripts=False)
    seen = Seen(page, name, ADDRESSES[name])
    seen.open()
    return seen


@when(parsers.re("(?!没有脚本的)(?P<who>.+)打开(?P<name>.+)"), target_fixture="seen")
def opens(
    people: People,
    platform: Platform,
    request: pytest.FixtureRequest,
    who: str,
    name: str,
) -> Seen:
    if who == "等补正的人":
        who, reference = request.getfixturevalue("waiting_case")
        address = f"/services/cases/{reference}/" + ("correction/" if name == "补正页" else "")
    else:
        address = ADDRESSES.get(name, "")
    page = people.come(who, is_known=who != VISITOR)
    if name == "核对页":
        fill_residence_permit(page)
    if name == "工作台办件":
        page.goto("/desk/")
        address = page.locator("a[data-case-link]").first.get_attribute("href") or ""
    if name == "审核页":
        address = _text_in_review(people)
    if name == "正在恢复的提示":
        notice = platform.file("gateway/notices/503.html").read_text()
        page.route(f"**{address}", lambda route: route.fulfill(body=notice, status=503))
    seen = Seen(page, name, address)
    seen.open()
    return seen


@then("标准版在手机和电脑上都没有障碍，不用左右滚动")
def no_barriers(seen: Seen) -> None:
    assert barriers(seen.page) == []


@then("长者版在手机和电脑上都没有障碍，不用左右滚动")
def no_barriers_in_elder_mode(seen: Seen, platform: Platform) -> None:
    seen.page.context.add_cookies([{"name": "mode", "value": "elder", "url": platform.address}])
    seen.open()
    assert barriers(seen.page) == []


@then("长者版的字不小于24像素，按钮和输入框不矮于60像素")
def nothing_is_small(seen: Seen) -> None:
    if seen.name != "正在恢复的提示":  # nginx writes the mode into a notice as it hands it out
        assert seen.page.locator("html").get_attribute("data-mode") == "elder"
        assert too_small(seen.page) == []


@then("页面有标题和正文，看得见的链接和按钮都能用")
def works_without_scripts(seen: Seen, client: httpx.Client) -> None:
    page = seen.page
    assert len(page.locator("main").inner_text()) > 20
    dead = [
        button.inner_text() or button.get_attribute("name")
        for button in page.locator("button:visible").all()
        if not button.evaluate("button => button.form && button.type === 'submit'")
    ]
    assert dead == []
    hrefs = {link.get_attribute("href") for link in page.locator("a:visible").all()}
    assert not [href for href in hrefs if not href or href == "#" or href.startswith("javascript")]


def _text_in_review(people: People) -> str:
    """Send a short text to the first level and return the address of its review."""
    title = "无障碍核对用的稿件"
    reviewer = people["何静"]
    reviewer.goto("/cms/reviewing/")
    if not reviewer.get_by_role("link", name=title).count():
        editor = people.come("周敏")
        editor.goto("/cms/pages/search/?q=通知公告")
        column = editor.get_by_role("link", name="通知公告", exact=True).get_attribute("href") or ""
        number = re.findall(r"/pages/(\d+)/", column)[0]
        editor.goto(f"/cms/pages/add/content_pages/articlepage/{number}/")
        form = editor.locator("#page-edit-form")
        form.locator("[name=title]").fill(title)
        form.locator("[name=department]").select_option(label="明州市公安局")
        form.locator("[name=source]").fill("明州市公安局")
        editor.get_by_role("button", name="更多动作").first.click()
        editor.get_by_role("button", name="提交给三审三校").click()
        expect(editor.locator(".messages")).to_contain_text("提交审核")
        reviewer.reload()
    return reviewer.get_by_role("link", name=title).first.get_attribute("href") or ""
