"""首页又轻又稳: weight, stillness and completeness of the home page; links and tags of what is published."""

import re
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import yaml
from playwright.sync_api import Page, expect
from pytest_bdd import parsers, scenarios, then, when

from tests.journeys.links import Walk
from tests.journeys.people import COMPUTER, DEMO, PHONE, People

scenarios("home.feature")

HEAVIEST_KILOBYTES = 300
SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
ARTICLE_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
NOT_PUBLISHED = ("/search", "/login/", "/services/", "/my/")
DEAD_KINDS = ("dead-link", "dead-attachment")

#: Adds up how far things moved, from the first moment of a page.
WATCH_WHAT_MOVES = """
  window.moved = [];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
      const names = shift.sources.map(({ node }) => node?.parentElement?.className ?? node?.nodeName);
      window.moved.push(`${shift.value.toFixed(4)}：${names.join("；")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""
#: Two frames after the last change everything that moved has been told.
WHAT_MOVED = """() => new Promise((tell) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => tell(window.moved))));
})"""
READ_TO_THE_END = (
    """() => { for (let y = 0; y < document.body.scrollHeight; y += 400) scrollTo(0, y); }"""
)


@when("市民陈悦用没有缓存的浏览器打开首页", target_fixture="weights")
def opens_with_an_empty_cache(people: People) -> dict[str, int]:
    page = people.come("陈悦", is_known=False)
    finished: list[Any] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto("/", wait_until="networkidle")
    weights = {}
    for request in finished:
        sizes = request.sizes()
        name = urlsplit(request.url).path
        weights[name] = sizes["responseBodySize"] + sizes["responseHeadersSize"]
    return weights


@then("网页、样式、脚本和图片加起来不到 300 KB")
def is_light(weights: dict[str, int], capsys: pytest.CaptureFixture[str]) -> None:
    total = sum(weights.values()) / 1024
    with capsys.disabled():
        print(f"\n首页一共 {total:.1f} KB，{len(weights)} 个文件")
    assert "/" in weights
    assert total < HEAVIEST_KILOBYTES, weights


@then("没有从网上取字体")
def has_no_web_fonts(people: People) -> None:
    assert people["陈悦"].evaluate("document.fonts.size") == 0


@when(
    parsers.re(
        "(?P<who>没有登录的市民|登录了的.+)用(?P<screen>手机|电脑)打开(?P<mode>.+)首页，从头看到尾"
    ),
    target_fixture="page",
)
def reads_the_home_page(people: People, who: str, screen: str, mode: str) -> Page:
    name = who.removeprefix("登录了的")
    page = people.come(
        name,
        on={"手机": PHONE, "电脑": COMPUTER}[screen],
        is_known=name != who,
        is_elder=mode == "长者版",
    )
    page.add_init_script(WATCH_WHAT_MOVES)
    page.goto("/", wait_until="networkidle")
    page.evaluate(READ_TO_THE_END)
    return page


@then("页面上没有东西移动过")
def nothing_moved(page: Page) -> None:
    assert page.evaluate(WHAT_MOVED) == []


@when("市民陈悦用能运行脚本的浏览器和不能运行脚本的浏览器各打开一次首页", target_fixture="texts")
def opens_with_and_without_scripts(people: People) -> list[str]:
    texts = []
    for has_scripts in (True, False):
        page = people.come("陈悦", is_known=False, has_scripts=has_scripts)
        page.goto("/", wait_until="networkidle")
        texts.append(page.locator("body").inner_text())
    return texts


@then("两次看到的文字一样")
def says_the_same(texts: list[str]) -> None:
    assert texts[0] == texts[1]


@then("在首页能直接搜索")
def searches_without_scripts(people: People) -> None:
    page = people["陈悦"]
    page.locator("main").get_by_role("searchbox").fill("租房能取公积金吗")
    page.locator("main").get_by_role("button", name="搜索").click()
    expect(page).to_have_url(re.compile(r"/search\?q="))
    expect(page.locator("main").get_by_role("link", name="公积金").first).to_be_visible()


@pytest.fixture
def walk(client: httpx.Client) -> Walk:
    site = yaml.safe_load((DEMO / "site.yaml").read_text())
    return Walk(client=client, own_host=site["domain"])


@when("从首页、办事指南和网站地图出发，把全站的链接都走一遍")
def walks_the_whole_site(walk: Walk) -> None:
    read: set[str] = set()
    ahead = {"/", "/guides/", "/sitemap/"}
    while ahead := {place for place in ahead - read if not place.startswith(NOT_PUBLISHED)}:
        read |= ahead
        ahead = walk.along(ahead)


@then("打不开的只有演示故意留下的毛病，一个不多，一个不少")
def only_deliberate_faults(walk: Walk, capsys: pytest.CaptureFixture[str]) -> None:
    told = yaml.safe_load((DEMO / "faults" / "expected.yaml").read_text())
    deliberate = [(one["where"], one["target"]) for one in told if one["kind"] in DEAD_KINDS]
    with capsys.disabled():
        print(f"\n走过 {len(walk.pages)} 页，{len(walk.dead)} 个链接打不开")
    found = {at: [fault for fault in deliberate if is_meant(fault, *at)] for at in walk.dead}
    assert [at for at, faults in found.items() if not faults] == []
    assert {fault for faults in found.values() for fault in faults} == set(deliberate)


def is_meant(fault: tuple[str, str], where: str, link: str) -> bool:
    """Whether a fault is about this link; a file that is named alone got its address when it was published."""
    place, target = fault
    ending = target if "/" in target else PurePath(target).suffix
    return place == where and link.endswith(ending)


@when("打开网站地图文件里的每一页")
def reads_every_page(client: httpx.Client, walk: Walk) -> None:
    for part in _places(client, "/sitemap.xml"):
        for place in _places(client, part):
            walk.read(place)


def _places(client: httpx.Client, path: str) -> list[str]:
    """Return the addresses a part of the site map names."""
    return [
        urlsplit(place).path for place in re.findall("<loc>([^<]+)</loc>", client.get(path).text)
    ]


@then("每一页都有 SiteName、SiteDomain、SiteIDCode")
def every_page_is_tagged(walk: Walk) -> None:
    assert len(walk.pages) > 100
    bare = [
        at for at, page in walk.pages.items() if not all(page.tags.get(tag) for tag in SITE_TAGS)
    ]
    assert bare == []


@then("每一篇都有 ArticleTitle、PubDate、ContentSource")
def every_article_is_tagged(walk: Walk) -> None:
    articles = {at: page for at, page in walk.pages.items() if page.is_article}
    assert len(articles) > 100
    bare = [at for at, page in articles.items() if not all(page.tags.get(t) for t in ARTICLE_TAGS)]
    assert bare == []
    dates = {page.tags["PubDate"] for page in articles.values()}
    assert [date for date in dates if not re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", date)] == []
