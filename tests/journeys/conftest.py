"""One platform and one browser for all journeys; fresh people for each; pictures when it goes wrong."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect
from pytest_bdd import given, parsers

from tests.journeys.people import (
    PATIENCE_MILLISECONDS,
    PHONE,
    Offices,
    People,
    running_browser,
)
from tests.journeys.platform import Platform, running_platform

HERE = Path(__file__).parent
#: The first test of a run waits for the platform's first start.
LONGEST_TEST_SECONDS = 900

PRESENT: pytest.StashKey[People] = pytest.StashKey()
RUNNING: pytest.StashKey[Platform] = pytest.StashKey()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.timeout(LONGEST_TEST_SECONDS))
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.servers)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Keep pictures of what everybody saw, and the ends of the logs, when a journey fails."""
    report = yield
    people = item.stash.get(PRESENT, None)
    if report.failed and call.when == "call" and people is not None:
        where = [f"{who}: {page.url}" for who, page in people.pages.items()]
        report.sections.append(("browsers", "\n".join([*where, *people.photograph(item.name)])))
        report.sections.append(("logs", item.stash[RUNNING].ends_of_logs()))
    return report


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    with running_platform() as running:
        yield running


@pytest.fixture(scope="session")
def offices(platform: Platform) -> Iterator[Offices]:
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with running_browser() as browser:
        yield Offices(browser=browser, address=platform.address)


@pytest.fixture
def people(
    request: pytest.FixtureRequest, offices: Offices, platform: Platform
) -> Iterator[People]:
    present = People(offices)
    request.node.stash[PRESENT] = present
    request.node.stash[RUNNING] = platform
    yield present
    present.leave()
    assert present.misdeeds == []


@pytest.fixture
def client(platform: Platform) -> Iterator[httpx.Client]:
    """Reads public pages the way a program does."""
    with httpx.Client(base_url=platform.address, timeout=30) as client:
        yield client


@pytest.fixture
def notes() -> dict[str, Any]:
    """What one step of a scenario has to remember for a later one."""
    return {}


@given(parsers.parse("市民{who}拿着手机"))
def citizen_with_a_phone(people: People, who: str) -> None:
    people.come(who, on=PHONE)


@given(parsers.parse("市民{who}拿着手机，还没有登录"))
def stranger_with_a_phone(people: People, who: str) -> None:
    people.come(who, on=PHONE, is_known=False)


@given(parsers.parse("市民{who}用的浏览器不能运行脚本，还没有登录"))
def stranger_without_scripts(people: People, who: str) -> None:
    people.come(who, on=PHONE, is_known=False, has_scripts=False)


@given(parsers.parse("工作人员{who}已经登录"))
def staff_at_work(people: People, who: str) -> None:
    people.come(who)
