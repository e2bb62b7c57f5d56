"""A run over one source: list, note, gather, take in, look at known originals again.

The network is only used between the steps, never inside one.
"""

import time
from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.utils import timezone

from mingtang.content.collecting.errors import LayoutChanged, SourceTrouble
from mingtang.content.collecting.gathering import Gatherer, NoDocument, look_again
from mingtang.content.collecting.models import Item, Kind, Source
from mingtang.content.collecting.queries import due_sources, originals_to_check, waiting_items
from mingtang.content.collecting.steps import (
    Fetched,
    Report,
    begin_run,
    end_run,
    hand_over,
    note_checked,
    note_entries,
    note_nature,
    note_original,
    note_original_gone,
    note_original_unchanged,
    note_trouble,
    pass_over,
    renew,
)
from mingtang.content.fetching.errors import FetchTrouble
from mingtang.content.fetching.errors import StatusRefused as Status
from mingtang.content.fetching.fetching import Fetcher
from mingtang.content.fetching.politeness import polite_fetcher
from mingtang.content.finding.errors import NotFoundOut, NothingListed
from mingtang.content.finding.model import Entry, Hints
from mingtang.content.finding.walking import Visited, Walk, folder_page
from mingtang.kernel.errors import Refusal
from mingtang.kernel.logs import log

#: Together less than the ten minutes between two rounds, however the sources behave.
ROUND_SECONDS, SOURCE_SECONDS = 540.0, 240.0
CHECKS_PER_RUN = 10
TROUBLES_TO_STOP = 3
OUR_FAULT = "读取时出了意外，已经记下来请技术人员看。其他内容照常采集。"


class TakenOver(Exception):  # noqa: N818  an outcome
    """Somebody else works on this source now, or it was deleted."""


def run_due_sources(
    *, make_fetcher: Callable[[], Fetcher] = polite_fetcher, seconds: float = ROUND_SECONDS
) -> int:
    """Run every source whose time has come, one after another; return how many were run."""
    ends_at, done = time.monotonic() + seconds, 0
    for source_id in due_sources(at=timezone.now()):
        if time.monotonic() > ends_at:
            break
        done += run_source(source_id, fetcher=make_fetcher())
    return done


def run_source(
    source_id: int,
    *,
    fetcher: Fetcher | None = None,
    is_asked_for: bool = False,
    seconds: float = SOURCE_SECONDS,
) -> bool:
    """Run one source; whatever goes wrong ends here, with a sentence on the source."""
    source = begin_run(source_id, is_asked_for=is_asked_for)
    if source is None or source.run_id is None:
        return False
    run = _Run(source, source.run_id, fetcher or polite_fetcher(), time.monotonic() + seconds)
    trouble, is_certain = "", False
    try:
        run.carry_out()
    except TakenOver:
        return False
    except (FetchTrouble, NotFoundOut) as refusal:
        trouble, is_certain = str(refusal), isinstance(refusal, LayoutChanged)
    except Exception:
        log.exception("collecting_failed", source=source_id)
        trouble = OUR_FAULT
    end_run(source.pk, run.run_id, run.report, trouble=trouble, is_certain=is_certain)
    return True


class _Run:
    def __init__(self, source: Source, run_id: UUID, fetcher: Fetcher, ends_at: float) -> None:
        self._source, self.run_id, self._fetcher = source, run_id, fetcher
        self._ends_at = ends_at
        self.report = Report(etag=source.etag, last_modified=source.last_modified)
        self._late_trouble = ""

    def carry_out(self) -> None:
        if self._source.is_folder:
            self._note(folder_page(self._source.folder))
        else:
            budget = self._source.most_pages
            budget -= self._first_pages(budget)
            if self.report.backlog is None and self._source.backlog:
                self._older_pages(max(budget, 1))
        note_nature(self._source.pk, kind=self.report.kind, name=self.report.name)
        self._gather_waiting()
        if not self._source.is_folder:
            self._check_originals()
        if self._late_trouble:
            raise SourceTrouble(self._late_trouble)

    def _keep(self) -> None:
        if not renew(self._source.pk, self.run_id):
            raise TakenOver

    def _first_pages(self, most: int) -> int:
        """Go on until a page brings nothing new; note where to go on next time if that is far."""
        source, pages = self._source, 0
        known = {"etag": source.etag, "last_modified": source.last_modified}
        walk = Walk(fetcher=self._fetcher, hints=Hints(source.hints), known=known)
        try:
            for page in walk.pages(source.address, most=most):
                pages += 1
                if page.listing is None:
                    return pages
                if pages == 1:
                    self.report.etag, self.report.last_modified = page.etag, page.last_modified
                is_map = page.listing.kind == Kind.MAP
                if (self._note(page) == 0 and not is_map) or self._is_past(page):
                    self.report.backlog = None
                    break
                self.report.backlog = None if is_map else page.goes_on_at or None
        except (FetchTrouble, NotFoundOut) as trouble:
            self._on_later_page(trouble, pages)
        if self.report.listed == 0:
            raise self._nothing("地址能打开，但里面一条文件也没有。")
        return pages

    def _on_later_page(self, trouble: Refusal, pages: int) -> None:
        """The first page decides about the source; a later one is tried again the next time."""
        if pages == 0:
            raise self._nothing(str(trouble)) if isinstance(trouble, NothingListed) else trouble
        is_end = isinstance(trouble, NothingListed) or (
            isinstance(trouble, Status) and trouble.is_gone
        )
        if is_end:
            self.report.backlog = None
        else:
            self._late_trouble = str(trouble)

    def _nothing(self, why: str) -> Refusal:
        if self._source.has_yielded:
            return LayoutChanged(f"{LayoutChanged.message}（{why}）")
        return NothingListed(why)

    def _older_pages(self, most: int) -> None:
        walk = Walk(fetcher=self._fetcher, hints=Hints(self._source.hints))
        self.report.backlog = self._source.backlog
        pages = 0
        try:
            for page in walk.pages(self._source.backlog, most=most):
                pages += 1
                self._note(page)
                self.report.backlog = "" if self._is_past(page) else page.goes_on_at
                self._keep()
                if not self.report.backlog:
                    return
        except (FetchTrouble, NotFoundOut) as trouble:
            self._on_later_page(trouble, pages + 1)
            self.report.backlog = self.report.backlog or ""

    def _note(self, page: Visited) -> int:
        if page.listing is None:
            return 0
        self.report.kind = page.listing.kind
        self.report.name = self.report.name or page.listing.name
        self.report.listed += len(page.listing.entries)
        wanted = [e for e in page.listing.entries if is_wanted(e, self._source.since)]
        new = note_entries(self._source.pk, wanted)
        self.report.new += new
        return new

    def _is_past(self, page: Visited) -> bool:
        """Whether everything on a page is older than the editor wants it."""
        entries = page.listing.entries if page.listing else ()
        return bool(entries) and not any(is_wanted(e, self._source.since) for e in entries)

    def _gather_waiting(self) -> None:
        """Take in what waits, also from runs that were killed; stop when the site is plainly down."""
        self._source.kind = self.report.kind or self._source.kind
        gatherer = Gatherer(source=self._source, fetcher=self._fetcher, keep=self._keep)
        in_a_row, settled, trouble = 0, 0, ""
        for item in waiting_items(self._source.pk):
            if time.monotonic() > self._ends_at or in_a_row >= TROUBLES_TO_STOP:
                break
            self._keep()
            trouble = self._take_in(gatherer, item) or trouble
            in_a_row = in_a_row + 1 if item.sentence else 0
            settled += not item.sentence
        if trouble and (in_a_row >= TROUBLES_TO_STOP or not settled):
            self._late_trouble = f"列表能打开，但里面的文件没有取到：{trouble}"

    def _take_in(self, gatherer: Gatherer, item: Item) -> str:
        """Return why an item stays where it is; empty when it is settled."""
        item.sentence = ""
        try:
            fetched = gatherer.gather(item)
            self._check_age(fetched)
            hand_over(item.pk, fetched)
        except TakenOver:
            raise
        except NoDocument as outcome:
            pass_over(item.pk, str(outcome))
        except (FetchTrouble, NotFoundOut) as refusal:
            item.sentence = str(refusal)
        except Exception:
            log.exception("collecting_item_failed", item=item.pk)
            item.sentence = OUR_FAULT
        if item.sentence:
            note_trouble(item.pk, item.sentence)
        return item.sentence

    def _check_age(self, fetched: Fetched) -> None:
        since, day = self._source.since, fetched.published_on
        if since and day and day < since:
            raise NoDocument(f"发布于 {day:%Y-%m-%d}，早于这个来源开始采集的日期。")

    def _check_originals(self) -> None:
        for item in originals_to_check(self._source.pk, most=CHECKS_PER_RUN):
            if time.monotonic() > self._ends_at:
                return
            self._keep()
            try:
                now = look_again(item, self._source, self._fetcher)
            except Status as refusal:
                (note_original_gone if refusal.is_gone else note_checked)(item.pk)
                continue
            except (FetchTrouble, NotFoundOut):
                note_checked(item.pk)
                continue
            if now is None:
                note_original_unchanged(item.pk)
            else:
                note_original(item.pk, now)


def is_wanted(entry: Entry, since: date | None) -> bool:
    return since is None or entry.published_on is None or entry.published_on >= since
