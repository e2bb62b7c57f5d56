"""首页又轻又稳，链接都通: what the home page costs, and where its links lead."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx
import yaml
from pytest_bdd import given, parsers, scenarios, then, when

from tests.journeys.people import DEMO, PHONE, People

scenarios("frontpage.feature")

MOST_BYTES = 300_000
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""
WEIGHT = """() => [
  ...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource"),
].reduce((sum, entry) => sum + entry.transferSize, 0)"""


@given("访客拿着手机")
def visitor(people: People) -> None:
    people.come("访客", on=PHONE, is_known=False)


@when("访客打开首页，看到最后")
def opens_the_home_page(people: People) -> None:
    page = people["访客"]
    page.goto("/", wait_until="networkidle")
    page.get_by_role("contentinfo").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")


@then("传来的全部内容不到300 KB")
def page_is_light(people: People, capsys) -> None:
    weight = people["访客"].evaluate(WEIGHT)
    with capsys.disabled():
        print(f"\n首页传来 {weight / 1000:.1f} KB")
    assert 0 < weight < MOST_BYTES


@then("打开的过程中什么都没有跳动")
def page_is_steady(people: People) -> None:
    assert people["访客"].evaluate(SHIFTS) == 0


@when(parsers.parse("逐个打开{address}上的链接"), target_fixture="broken")
def follows_links(client: httpx.Client, address: str) -> list[str]:
    page = client.get(address)
    assert page.status_code == 200
    links = {
        urlsplit(urljoin(address, unescape(href)))._replace(fragment="").geturl()
        for href in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', page.text)
        if not href.startswith(("#", "tel:", "mailto:", "data:"))
    }
    ours = sorted(link for link in links if not urlsplit(link).netloc)
    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(lambda link: _status(client, link), ours))
    return [f"{link} {code}" for link, code in zip(ours, statuses, strict=True) if code != 200]


@then("除了有意留下的死链，都打得开")
def links_work(broken: list[str]) -> None:
    faults = yaml.safe_load((DEMO / "faults" / "expected.yaml").read_text())
    meant = {fault.get("target") for fault in faults} | {fault.get("where") for fault in faults}
    assert [line for line in broken if line.rpartition(" ")[0] not in meant] == []


def _status(client: httpx.Client, link: str) -> int:
    """Return how a link answers in the end: a page of one's own leads to the login."""
    return client.get(link, follow_redirects=True).status_code
