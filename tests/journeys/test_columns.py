"""栏目越来越好找: from what visitors do to better columns, and back again."""

import re
from typing import Any

import httpx
from playwright.sync_api import expect
from pytest_bdd import parsers, scenarios, then, when

from tests.journeys.people import People
from tests.journeys.waiting import eventually

scenarios("columns.feature")

SOCIAL = "/zhengwu/shebao/"
RATED = "/mingzhou/gaikuang/lishi/"
#: Dozens of pages are moved in one deed, by a worker; a busy machine takes a while.
SOME_MINUTES = 180_000
THREE = ["参保缴费", "待遇申领", "转移接续"]


@when(parsers.parse("{who}在一篇文章下面点了没用"))
def says_useless(people: People, who: str) -> None:
    page = people[who]
    page.goto(RATED)
    page.get_by_role("button", name="没用", exact=True).click()


@then(parsers.parse("网站谢谢{who}，并问哪里没有帮到"))
def is_thanked(people: People, who: str) -> None:
    page = people[who]
    expect(page.get_by_role("heading", level=1)).to_have_text("谢谢您告诉我们")
    expect(page.get_by_role("group", name="哪里没有帮到您？")).to_be_visible()


@when(parsers.parse("{who}选了看不懂并写下一句话"))
def explains(people: People, who: str) -> None:
    page = people[who]
    page.get_by_label("看不懂").check()
    page.get_by_label("还想说点什么？").fill("字太多了，先说结论。")
    page.get_by_role("button", name="告诉我们").click()


@then("网站说已经收到")
def is_received(people: People) -> None:
    expect(people["陈悦"].get_by_role("heading", level=1)).to_have_text("已经收到，谢谢您")


@when(parsers.parse("{who}打开栏目评估里的提议"))
def opens_the_proposal(
    people: People, client: httpx.Client, notes: dict[str, Any], who: str
) -> None:
    notes["before"] = addresses(client)
    page = people[who]
    page.goto("/cms/")
    page.get_by_role("link", name="栏目评估").click()
    page.get_by_role("link", name=re.compile("社会保险：9 个栏目合并为")).first.click()


@then("提议把九个社会保险栏目合并为参保缴费、待遇申领、转移接续，并说清依据")
def the_proposal_says_why(people: People, capsys) -> None:
    page = people["梁志远"]
    expect(page.get_by_role("heading", level=1)).to_contain_text("、".join(THREE))
    expect(page.get_by_role("table")).to_contain_text("养老保险参保、灵活就业参保")
    figures = page.locator(".ev-figures").first.inner_text().split()
    with capsys.disabled():
        print(f"\n栏目提议：{' '.join(figures)}")


@when(parsers.parse("{who}按下{button}"))
def presses(people: People, who: str, button: str) -> None:
    page = people[who]
    page.get_by_role("button", name=button).click(timeout=SOME_MINUTES)
    expect(page.locator(".messages")).to_contain_text("已开始")


@then(parsers.parse("提议不用{who}刷新就显示{state}"))
def shows_the_end(people: People, who: str, state: str) -> None:
    tag = people[who].locator("header .mt-tag").first
    expect(tag).to_have_text(state, timeout=SOME_MINUTES)


@then("社会保险下面只有这三个栏目，原来的文章都在")
def three_columns(client: httpx.Client, notes: dict[str, Any]) -> None:
    eventually(lambda: columns(client) == sorted(THREE), what="只有三个栏目")

    def all_there() -> bool:
        now = addresses(client)
        return sorted(title for title, _ in notes["before"]) == sorted(title for title, _ in now)

    eventually(all_there, what="三个栏目里有原来的全部文章")


@then("每个旧地址都用301转到打得开的新地址")
def old_addresses_answer(client: httpx.Client, notes: dict[str, Any]) -> None:
    articles = [path for _, path in notes["before"]]
    folders = sorted({path.rsplit("/", 2)[0] + "/" for path in articles})
    for path in [*articles, *folders, *(f"{folder}feed.xml" for folder in folders)]:
        moved = eventually(lambda p=path: _moved(client, p), what=f"{path} 转到新地址")
        assert client.get(moved).status_code == 200, (path, moved)


@then("九个栏目和原来的地址都回来了，没有转址")
def everything_is_back(client: httpx.Client, notes: dict[str, Any]) -> None:
    eventually(lambda: len(columns(client)) == 9, what="九个栏目都回来了")
    eventually(lambda: addresses(client) == notes["before"], what="文章都在原来的地址")
    for _, path in notes["before"]:
        assert client.get(path).status_code == 200


def _moved(client: httpx.Client, path: str) -> str:
    answer = client.get(path)
    return answer.headers["location"] if answer.status_code == 301 else ""


def columns(client: httpx.Client) -> list[str]:
    """Return the titles of the columns of social insurance, as the map of the site has them."""
    links = re.findall(rf'href="{SOCIAL}([\w-]+)/"[^>]*>([^<]+)<', client.get("/sitemap/").text)
    return sorted({title.strip() for _, title in links})


def addresses(client: httpx.Client) -> set[tuple[str, str]]:
    """Return title and address of every article of social insurance, as the machines' map has them."""
    paths = re.findall(
        rf"<loc>https://[^/]+({SOCIAL}[\w-]+/[\w-]+/)</loc>", client.get("/sitemap.xml").text
    )
    found = set()
    for path in paths:
        title = re.search(r'name="ArticleTitle" content="([^"]+)"', client.get(path).text)
        if title:
            found.add((title[1], path))
    return found
