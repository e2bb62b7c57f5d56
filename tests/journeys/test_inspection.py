"""网站自己检查自己: every deliberate fault of the demo city is found and nothing else; each has an owner."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import expect
from pytest_bdd import given, scenarios, then, when
from selectolax.lexbor import LexborHTMLParser

from tests.journeys.people import DEMO, People
from tests.journeys.platform import MINGTANG, ROOT, Platform
from tests.journeys.waiting import eventually

scenarios("inspection.feature")

VETO = 2
RULES = {
    "stale-column": "column-stale",
    "late-column": "column-late",
    "blank-column": "column-blank",
    "dead-link": "link-dead",
    "dead-attachment": "file-dead",
    "wrong-leader-title": "leader-title",
    "identity-number": "identity-number",
    "secrecy-mark": "secrecy-mark",
    "duplicate-policy": "duplicate",
    "repealed-policy": "policy-repealed",
    "leftover-page": "leftover",
    "guide-incomplete": "guide-incomplete",
}
#: Shown nowhere on the site yet: the letters system loads it.
NOT_ON_THE_SITE = {"unanswered-question"}
#: Kinds whose target is an address on the page, so that two on one page are told apart.
BY_TARGET = {"dead-link"}


def expected() -> list[dict[str, Any]]:
    faults = DEMO / "faults"
    read = [
        yaml.safe_load((faults / name).read_text()) for name in ("expected.yaml", "guides.yaml")
    ]
    return [fault for rows in read for fault in rows if fault["kind"] not in NOT_ON_THE_SITE]


def key(rule: str, where: str, target: str) -> tuple[str, str, str]:
    return rule, where, target if rule in {RULES[kind] for kind in BY_TARGET} else ""


def inspected(site: Path) -> dict[str, Any]:
    command = [*MINGTANG, "inspect", str(site), "--json", "--retry-after", "0", "--no-external"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return {**json.loads(done.stdout), "code": done.returncode}


def counted(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {
        key(finding["rule"], finding["where"], finding["target"])
        for finding in report["findings"]
        if finding["severity"] != "提示"
    }


@pytest.fixture
def site(platform: Platform, tmp_path: Path) -> Path:
    """A copy of what is published, so that other journeys may go on changing it."""
    return Path(shutil.copytree(platform.file("site"), tmp_path / "site"))


@when("对已发布的网站做一次检查", target_fixture="report")
def inspect_published(site: Path) -> dict[str, Any]:
    return inspected(site)


@then("故意留下的问题全部在报告里")
def all_are_found(report: dict[str, Any]) -> None:
    wanted = {key(RULES[f["kind"]], f["where"], f.get("target", "")) for f in expected()}
    assert wanted - counted(report) == set()


@then("报告里没有别的问题")
def nothing_else_is_found(report: dict[str, Any]) -> None:
    wanted = {key(RULES[f["kind"]], f["where"], f.get("target", "")) for f in expected()}
    assert counted(report) - wanted == set()


@then("结论是单项否决")
def is_vetoed(report: dict[str, Any]) -> None:
    assert report["code"] == VETO
    assert {veto["id"] for veto in report["vetoes"] if veto["is_vetoed"]} == {
        "V1",
        "V4a",
        "V4b",
        "V4c",
        "V6",
    }


@when("把故意留下的问题从已发布的网站里拿掉，再做一次检查", target_fixture="report")
def inspect_without_faults(site: Path) -> dict[str, Any]:
    gone = {fault["where"] for fault in expected()}
    for address in gone:
        for file in _attachments(site / address.strip("/")):
            (site / file.strip("/")).unlink(missing_ok=True)
        shutil.rmtree(site / address.strip("/"), ignore_errors=True)
    for page in site.rglob("*.html"):
        page.write_text(_without_links(page.read_text(encoding="utf-8"), gone), encoding="utf-8")
    return inspected(site)


@then("报告里一处问题也没有")
def nothing_is_found(report: dict[str, Any]) -> None:
    assert report["findings"] == []
    assert report["code"] == 0


@given("系统运维孙涛打开巡检页")
def opens_inspection(people: People) -> None:
    people.come("孙涛").goto("/operations/inspection/")


@when("孙涛点“立即巡检”，等它做完")
def inspects_now(people: People) -> None:
    page = people["孙涛"]
    page.get_by_role("button", name="立即巡检").click()

    def is_done() -> bool:
        page.goto("/operations/inspection/")
        return page.get_by_role("button", name="立即巡检").is_visible()

    eventually(is_done, what="巡检做完", within_seconds=300, pause_seconds=2)


@then("巡检页写着“单项否决：不合格”，能下载检查表")
def verdict_is_shown(people: People) -> None:
    page = people["孙涛"]
    expect(page.get_by_text("单项否决：不合格")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载检查表").click()
    assert re.fullmatch(r"jiancha-\d{8}-\d{4}\.xlsx", download.value.suggested_filename)


@then("任务列表里有“附件打不开”，点开写着责任单位、期限和证据")
def tasks_have_owners(people: People) -> None:
    page = people["孙涛"]
    page.goto("/operations/?q=打不开")
    page.get_by_role("link", name=re.compile("^附件")).first.click()
    for word in ("责任单位", "期限", "证据"):
        expect(page.get_by_text(word, exact=True).first).to_be_visible()


def _attachments(folder: Path) -> set[str]:
    return {
        file
        for page in folder.glob("index.html")
        for file in re.findall(r'href="(/files/[^"]+)"', page.read_text(encoding="utf-8"))
    }


def _without_links(html: str, gone: set[str]) -> str:
    """Take out the entry of every list that leads to a page that is gone, and links beside text."""
    tree = LexborHTMLParser(html)
    for link in tree.css("a[href]"):
        if not any((link.attributes.get("href") or "").startswith(address) for address in gone):
            continue
        entry = link.parent
        while entry is not None and entry.tag not in ("li", "body"):
            entry = entry.parent
        (entry if entry is not None and entry.tag == "li" else link).decompose()
    return tree.html or ""
