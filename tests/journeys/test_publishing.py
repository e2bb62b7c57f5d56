"""政策从起草到可查: from an editor's draft, past three reviewers, to the citizen's phone and away."""

import re
import time

import httpx
from playwright.sync_api import expect
from pytest_bdd import given, parsers, scenarios, then, when

from tests.journeys.people import PHONE, People
from tests.journeys.platform import Platform
from tests.journeys.reviewing import SENTENCE, Text, approve, open_review, proofread, send_policy
from tests.journeys.waiting import eventually

scenarios("publishing.feature")

COLUMN = "/zhengwu/zhengce/"


@given("编辑周敏起草了一份标题独一无二的政策文件，并送去审核", target_fixture="text")
def editor_drafts(people: People) -> Text:
    return send_policy(people)


@when(parsers.parse("部门初审{who}看过正文后校对、通过"))
@when(parsers.parse("法务复审{who}看过正文后校对、通过"))
@when(parsers.parse("终审{who}看过正文后校对、通过并发布"))
def reviewer_approves(people: People, text: Text, who: str) -> None:
    page = people.come(who)
    open_review(page, text)
    proofread(page, text)
    text.approved_at = time.monotonic()
    approve(page, text)


@then(parsers.parse("{who}不能再审这一稿的下一级"))
def same_person_is_refused(people: People, text: Text, who: str) -> None:
    next_level = people.come("罗文")
    next_level.goto("/cms/reviewing/")
    address = next_level.get_by_role("link", name=text.title).get_attribute("href") or ""
    page = people[who]
    page.goto("/cms/reviewing/")
    expect(page.get_by_role("link", name=text.title)).to_have_count(0)
    page.goto(address)
    page.get_by_role("button", name="已校对", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("这一级审核要由相应岗位的人办理")
    next_level.reload()
    expect(next_level.get_by_role("link", name=text.title)).to_be_visible()


@then("这一页打得开，带着规定的标签")
def page_is_public(client: httpx.Client, text: Text, capsys) -> None:
    def address() -> str:
        listed = client.get(COLUMN).text
        found = re.search(
            rf'href="([^"]+)"[^>]*>(?:(?!</a>).)*{re.escape(text.title)}', listed, re.S
        )
        return found[1] if found else ""

    def is_found() -> bool:
        return text.title in client.get("/search", params={"q": text.title}).text

    published: list[float] = []
    found: list[float] = []

    def is_everywhere() -> bool:
        text.path = text.path or address()
        if text.path and not published and client.get(text.path).status_code == 200:
            published.append(time.monotonic())
        if not found and is_found():
            found.append(time.monotonic())
        return bool(published and found)

    eventually(is_everywhere, what="政策发布出来，并且搜得到")
    with capsys.disabled():
        print(
            f"\n按下通过到页面和列表发布 {published[0] - text.approved_at:.2f} 秒，"
            f"到搜得到 {found[0] - text.approved_at:.2f} 秒"
        )
    html = client.get(text.path).text
    for name in (
        "SiteName",
        "SiteDomain",
        "ColumnName",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
    ):
        assert re.search(rf'<meta name="{name}" content="[^"]+"', html), f"缺少标签 {name}"
    assert f'<meta name="ArticleTitle" content="{text.title}"' in html


@then("它登记在签名清单里，核对得上")
def page_is_signed(platform: Platform, text: Text) -> None:
    file = f"{text.path.strip('/')}/index.html"
    assert platform.file(f"site/{file}").is_file()
    verdict = platform.manage("content", "verify_site")
    assert "核对了" in verdict.stdout + verdict.stderr
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


@then("市民陈悦在手机上搜得到它，读得到正文")
def citizen_reads_it(people: People, text: Text) -> None:
    page = people.come("陈悦", on=PHONE, is_known=False)
    page.goto("/")
    page.get_by_role("searchbox").first.fill(text.title)
    page.get_by_role("searchbox").first.press("Enter")
    page.get_by_role("link", name=re.compile(re.escape(text.title))).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(text.title)
    expect(page.locator("main")).to_contain_text(SENTENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@then("栏目列表和订阅里都有它")
def it_is_in_lists(client: httpx.Client, text: Text) -> None:
    for address in (COLUMN, f"{COLUMN}feed.xml"):
        eventually(lambda a=address: text.title in client.get(a).text, what=f"{address} 里有它")


@when("终审梁志远写明原因把它撤下")
def final_reviewer_withdraws(people: People, text: Text) -> None:
    page = people["梁志远"]
    page.goto(f"/cms/publishing/?q={text.title}")
    page.get_by_role("link", name=re.compile(f"^撤下.*{text.title}")).click()
    page.get_by_role("button", name="撤下", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("为什么撤下").fill("文件还要再征求意见。")
    page.get_by_role("button", name="撤下", exact=True).click()
    expect(page.locator(".messages")).to_contain_text(f"已撤下：{text.title}")


@then("页面、栏目列表、订阅和搜索里都没有它了")
def it_is_gone(client: httpx.Client, text: Text) -> None:
    def is_gone() -> bool:
        return client.get(text.path).status_code == 404 and not any(
            text.title in client.get(address).text for address in (COLUMN, f"{COLUMN}feed.xml", "/")
        )

    def is_not_found() -> bool:
        hits = client.get("/search", params={"q": text.title}).text
        return f'href="{text.path}"' not in hits

    eventually(is_gone, what="页面、列表和订阅里都没有它")
    eventually(is_not_found, what="搜索里没有它")
