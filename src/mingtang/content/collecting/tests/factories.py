"""Valid records of collecting, a site to collect from, and an intake that keeps what it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mingtang.content.collecting.commands import SourceFacts, add_source
from mingtang.content.collecting.models import Source
from mingtang.content.collecting.running import run_source
from mingtang.content.fetching.fetching import Fetcher
from mingtang.content.fetching.politeness import Manners, Pace
from mingtang.content.fetching.tests.server import Site, serving
from mingtang.content.finding.tests.layouts import Files
from mingtang.content.intake.commands import IncomingFile
from mingtang.content.tests.factories import department
from mingtang.content.tests.people import editor


@dataclass
class Intake:
    """Stands in for the room of intake: keeps what it is given, refuses what it is told to."""

    taken: list[dict[str, Any]] = field(default_factory=list)
    refusals: dict[str, Exception] = field(default_factory=dict)

    def __call__(self, **given: Any) -> Any:
        for words, refusal in self.refusals.items():
            if words in given["file"].name:
                raise refusal
        record = type("Record", (), {"reference": f"LG{len(self.taken) + 1:04d}"})()
        given.pop("then")(record)
        self.taken.append(given)
        return record

    @property
    def names(self) -> list[str]:
        return [given["file"].name for given in self.taken]

    def file(self, number: int = 0) -> IncomingFile:
        return self.taken[number]["file"]


@contextmanager
def site_of(files: Files, monkeypatch: Any) -> Iterator[Site]:
    with serving() as site:
        site.files.update(files)
        monkeypatch.setenv("MINGTANG_COLLECTING_ALLOW", f"127.0.0.1:{site.port}")
        yield site


def unhurried() -> Fetcher:
    """Keeps to robots.txt, but to no pauses."""
    return Fetcher(before=Manners(Pace(seconds=0.0)))


def source(address: str = "", **facts: Any) -> Source:
    told = {"department": department(), "address": address, "name": "试验来源", **facts}
    return add_source(actor=editor(), facts=SourceFacts(**told))


def run(found: Source) -> Source:
    """Collect now, whatever the clock says."""
    assert run_source(found.pk, fetcher=unhurried(), is_asked_for=True)
    found.refresh_from_db()
    return found


def one_page(body: str, *, title: str = "关于开展试点工作的通知", paragraphs: str = "") -> bytes:
    text = paragraphs or "".join(
        f"<p>{n}、各有关单位要高度重视，明确责任，细化措施，确保各项任务按时完成，并于月底前报告情况。</p>"
        for n in "一二三"
    )
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1>'
        f"<div class='zoom'>{text}{body}</div></body></html>"
    ).encode()


def small_site(count: int = 3, *, attachment: bool = False) -> Files:
    """A list of a few pages, the shape of which is beside the point."""
    link = '<p>附件：<a href="/files/a.pdf">申报表.pdf</a></p>' if attachment else ""
    files: Files = {"/list.html": (list_page(count), "text/html")}
    for number in range(count):
        title = f"关于开展第{number}批试点工作的通知"
        body = f"<p>这是第{number}批试点的具体安排，请认真执行。</p>{link}"
        files[f"/art/{number}.html"] = (one_page(body, title=title), "text/html")
    if attachment:
        files["/files/a.pdf"] = (b"%PDF-1.4 a form", "application/pdf")
    return files


def list_page(count: int, *, onwards: str = "") -> bytes:
    lines = "".join(
        f'<li><a href="/art/{n}.html">关于开展第{n}批试点工作的通知</a><span>{date(2026, 11, 20 - n)}</span></li>'
        for n in range(count)
    )
    return f'<html><head><meta charset="utf-8"></head><body><ul>{lines}</ul>{onwards}</body></html>'.encode()
