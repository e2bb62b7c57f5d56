"""What journeys through the CMS share: a policy is written and sent, and levels are signed."""

import re
from dataclasses import dataclass
from secrets import token_hex

from playwright.sync_api import Page, expect

from tests.journeys.people import People

SENTENCE = "符合条件的新市民家庭，每户每月发放三百元租房补贴，网上申请，三个工作日办结。"


@dataclass
class Text:
    """The policy a scenario is about."""

    title: str
    path: str = ""
    approved_at: float = 0.0


def send_policy(people: People, who: str = "周敏") -> Text:
    """Let an editor write a policy whose title nobody else has, and send it for review."""
    text = Text(title=f"新市民租房补贴发放办法（第{token_hex(4)}号）")
    page = people.come(who)
    page.goto("/cms/pages/search/?q=政策文件")
    column = page.get_by_role("link", name="政策文件", exact=True).get_attribute("href") or ""
    number = re.findall(r"/pages/(\d+)/", column)[0]
    page.goto(f"/cms/pages/add/content_pages/articlepage/{number}/")
    _write(page, text)
    page.get_by_role("button", name="更多动作").first.click()
    page.get_by_role("button", name="提交给三审三校").click()
    expect(page.locator(".messages")).to_contain_text("提交审核")
    return text


def open_review(page: Page, text: Text) -> None:
    page.goto("/cms/reviewing/")
    page.get_by_role("link", name=text.title).click()
    expect(page.get_by_role("article", name="正文")).to_contain_text(SENTENCE)


def proofread(page: Page, text: Text) -> None:
    """Sign the proofreading of the level that is open."""
    page.get_by_role("button", name="已校对", exact=True).click()
    expect(page.locator(".messages")).to_contain_text(f"已校对：{text.title}")


def approve(page: Page, text: Text) -> None:
    """Sign the decision of the level that is open."""
    page.get_by_role("button", name=re.compile("^通过")).click()
    expect(page.locator(".messages")).to_contain_text(f"已通过：{text.title}")


def _write(page: Page, text: Text) -> None:
    """Fill the form of a policy."""
    form = page.locator("#page-edit-form")
    form.locator("[name=title]").fill(text.title)
    form.locator("[name=kind]").select_option(label="政策文件")
    form.locator("[name=summary]").fill("新市民租房，政府按月补一点。")
    form.locator("[name=department]").select_option(label="明州市住房和城乡建设局")
    form.locator("[name=source]").fill("明州市住房和城乡建设局")
    form.locator("[name=issuer]").fill("明州市住房和城乡建设局")
    form.locator("[name=issued_on]").fill("2026-11-20")
    form.locator("[name=validity]").select_option(label="有效")
    form.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="正文").click()
    form.locator("[contenteditable=true]").first.click()
    page.keyboard.type(SENTENCE)
    # The editor of rich text hands over what was typed a quarter of a second later.
    expect(form.locator("[name=body-0-value]")).to_have_value(re.compile(SENTENCE))
