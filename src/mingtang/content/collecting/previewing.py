"""试采一次: shows what a source would give, and why something is missing. Nothing is kept."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from mingtang.content.collecting.gathering import file_ending
from mingtang.content.collecting.models import Kind, Source
from mingtang.content.collecting.running import OUR_FAULT, is_wanted
from mingtang.content.fetching.errors import FetchTrouble
from mingtang.content.fetching.fetching import PAGE, Fetcher
from mingtang.content.fetching.politeness import polite_fetcher
from mingtang.content.finding.details import page_of_body, read_detail
from mingtang.content.finding.errors import NotFoundOut
from mingtang.content.finding.model import Detail, Entry, Hints
from mingtang.content.finding.walking import Visited, Walk, folder_page
from mingtang.kernel.logs import log

MOST_SHOWN, MOST_OPENED = 50, 3
SECONDS = 25.0


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One line of the preview; `missing` says in sentences what was not found and why."""

    entry: Entry
    detail: Detail | None = None
    missing: Sequence[str] = ()

    @property
    def title(self) -> str:
        return (self.detail.title if self.detail else "") or self.entry.title

    @property
    def doc_number(self) -> str:
        return (self.detail.doc_number if self.detail else "") or self.entry.doc_number


@dataclass(kw_only=True)
class Preview:
    kind: str = ""
    name: str = ""
    trouble: str = ""
    shown: list[Shown] = field(default_factory=list)
    listed: int = 0
    goes_on: bool = False
    remarks: list[str] = field(default_factory=list)

    @property
    def kind_name(self) -> str:
        return Kind(self.kind).label if self.kind else ""


def preview(source: Source, *, fetcher: Fetcher | None = None, seconds: float = SECONDS) -> Preview:
    """Look at the first page of a source that may not be saved yet, and open a few of its entries."""
    found, ends_at = Preview(), time.monotonic() + seconds
    fetcher = fetcher or polite_fetcher()
    try:
        page = _first(source, fetcher)
    except (FetchTrouble, NotFoundOut) as refusal:
        found.trouble = str(refusal)
        return found
    except Exception:
        log.exception("preview_failed")
        found.trouble = "试采时出了意外，已经记下来请技术人员看。"
        return found
    listing = page.listing if page else None
    if page is None or listing is None or not listing.entries:
        found.trouble = "地址能打开，但里面一条文件也没有。"
        return found
    found.kind, found.name, found.listed = listing.kind, listing.name, len(listing.entries)
    found.goes_on = bool(page.goes_on_at)
    for number, entry in enumerate(listing.entries[:MOST_SHOWN]):
        is_opened = number < MOST_OPENED and time.monotonic() < ends_at
        found.shown.append(_shown(source, entry, fetcher if is_opened else None))
    found.remarks = list(_remarks(source, listing.entries, found))
    return found


def _first(source: Source, fetcher: Fetcher) -> Visited | None:
    if source.is_folder:
        return folder_page(source.folder)
    pages = Walk(fetcher=fetcher, hints=Hints(source.hints)).pages(source.address, most=5)
    return next((page for page in pages if page.listing and page.listing.entries), None)


def _shown(source: Source, entry: Entry, fetcher: Fetcher | None) -> Shown:
    if fetcher is None or source.is_folder:
        return Shown(entry=entry)
    hints = Hints(source.hints)
    try:
        if entry.body:
            detail = read_detail(page_of_body(entry), entry=entry, hints=hints)
        else:
            answer = fetcher.fetch(entry.address, limits=PAGE)
            if file_ending(answer):
                return Shown(entry=entry, missing=["链接直接指向文件，会把这个文件收进来。"])
            detail = read_detail(answer.content, entry=entry, kind=answer.kind, hints=hints)
    except (FetchTrouble, NotFoundOut) as refusal:
        return Shown(entry=entry, missing=[f"没有打开这一条：{refusal}"])
    except Exception:
        log.exception("preview_failed")
        return Shown(entry=entry, missing=[OUR_FAULT])
    return Shown(entry=entry, detail=detail, missing=_missing(detail))


def _missing(detail: Detail) -> list[str]:
    if detail.is_secret:
        return ["文件带有密级标志，正式采集时会拒收并报警。"]
    missing = []
    if not detail.doc_number:
        missing.append(
            "没有找到文号：页面开头和信息表里都没有“〔年份〕号”这样的字样，可能本来就没有。"
        )
    if detail.published_on is None:
        missing.append("没有找到日期：列表、页面信息和网址里都没有，时限将从收到那天起算。")
    if detail.is_only_files:
        missing.append("页面上没有正文，会把附件当作正文收进来。")
    elif not detail.text.strip():
        missing.append("没有找到正文，这一条不会收进来。可以在“手工指定”里写明正文在哪里。")
    return missing


def _remarks(source: Source, entries: Sequence[Entry], found: Preview) -> Sequence[str]:
    remarks = []
    undated = sum(entry.published_on is None for entry in entries)
    if undated and found.kind != Kind.FOLDER:
        remarks.append(f"{undated} 条在列表上没有日期，采集时会到各自的页面里找。")
    old = sum(not is_wanted(entry, source.since) for entry in entries)
    if old:
        remarks.append(f"{old} 条早于您写的日期，不会采。")
    if found.kind == Kind.PAGE and not found.goes_on:
        remarks.append("没有找到“下一页”，只采这一页。以后有新文件照样采得到。")
    if found.kind == Kind.MAP:
        remarks.append("站点地图里不像公文的页面会自动跳过。")
    return remarks
