"""One errand's own deeds: the form of the residence permit, and where its case lies."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.paper import a_file, pdf

ITEM = "juzhuzheng"
FORM = f"/services/apply/{ITEM}"


def fill_residence_permit(page: Page, *, since: str = "2024-03-01") -> None:
    """Fill the three steps, from the first to the page of checking."""
    page.goto(f"{FORM}/1/")
    _next(page)
    page.get_by_role("radio", name="签注", exact=True).check()
    page.get_by_role("radio", name="租赁住房").check()
    page.get_by_label("到明州居住的日期").fill(since)
    _next(page)
    page.get_by_label("就业或就读证明").set_input_files(a_file("劳动合同.pdf", pdf()))
    page.get_by_role("radio", name="邮寄到家").check()
    _next(page)
    expect(page).to_have_url(re.compile(r"/check/$"))


def hand_in(page: Page) -> str:
    """Agree and submit; return the number of the case."""
    page.get_by_role("checkbox", name=re.compile("信息属实")).check()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page).to_have_url(re.compile(r"/services/cases/"))
    return urlsplit(page.url).path.strip("/").rpartition("/")[2]


def open_on_desk(page: Page, case: str) -> None:
    page.goto(f"/desk/cases/{case}/")
    expect(page.locator("#case")).to_contain_text(case)


def case_is_on_the_desk(page: Page, case: str) -> None:
    """Find it in the queue by the end of its number, as an officer does."""
    page.goto("/desk/")
    page.get_by_label("查找办件").fill(case[-6:])
    page.get_by_label("查找办件").press("Enter")
    page.get_by_role("link", name=re.compile("居住证申领签注")).first.click()
    expect(page.locator("#case")).to_contain_text(case)


def _next(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^下一步")).last.click()


def fill_any(page: Page, item: str, *, text: str) -> None:
    """Fill every step of any item: texts with the given words, choices with the first."""
    page.goto(f"/services/apply/{item}/1/")
    while not page.url.endswith("/check/"):
        number = page.url
        form = page.locator("form.stack-l")
        for field in form.locator("input[type=text], textarea").all():
            field.fill(text)
        for choices in form.locator("fieldset").all():
            choices.get_by_role("radio").first.check()
        for box in form.locator("input[type=checkbox]").all():
            box.check()
        _next(page)
        expect(page).not_to_have_url(number)
