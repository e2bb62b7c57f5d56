"""Gathers everything of one item into memory before any of it is kept: page, files, what they say."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from mingtang.content.collecting.errors import SourceTrouble
from mingtang.content.collecting.models import Item, Kind, Source
from mingtang.content.collecting.steps import Fetched
from mingtang.content.fetching.errors import FetchTrouble, TooMuch
from mingtang.content.fetching.fetching import FILE, PAGE, Answer, Fetcher, Limits
from mingtang.content.finding.details import READABLE, page_of_body, read_detail
from mingtang.content.finding.folders import read_watched
from mingtang.content.finding.links import FILE_NAME
from mingtang.content.finding.model import Attached, Detail, Entry, Hints
from mingtang.content.intake.commands import IncomingFile
from mingtang.content.parsing.words import TITLE_END

MOST_OF_ONE = 150 * 1024 * 1024
_FILE_HEADS = (
    (b"%PDF-", ".pdf"),
    (b"PK\x03\x04", ".docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc"),
)
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_DISPOSITION = re.compile(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", re.IGNORECASE)


class NoDocument(Exception):  # noqa: N818  an outcome: the address is there, but it is no policy
    """The page is none of what is collected."""


@dataclass(kw_only=True)
class Gatherer:
    source: Source
    fetcher: Fetcher
    keep: Callable[[], None] = lambda: None
    """Called before every fetch, so that the run keeps its source."""
    _gathered: int = field(default=0)

    def gather(self, item: Item) -> Fetched:
        self._gathered = 0
        if self.source.is_folder:
            return self._from_folder(item)
        entry = entry_of(item)
        if item.body:
            detail = read_detail(page_of_body(entry), entry=entry, hints=self._hints)
            return self._page(detail, entry, Answer(address=item.address))
        answer = self._fetch(item.address)
        ending = file_ending(answer)
        if ending:
            return _file_itself(entry, answer, ending)
        detail = read_detail(answer.content, entry=entry, kind=answer.kind, hints=self._hints)
        if self.source.kind == Kind.MAP and not detail.is_secret and not _is_policy(detail):
            raise NoDocument("没有文号，标题也不像公文。")
        return self._page(detail, entry, answer)

    @property
    def _hints(self) -> Hints:
        return Hints(self.source.hints)

    def _page(self, detail: Detail, entry: Entry, answer: Answer) -> Fetched:
        attached = [
            *detail.attachments,
            *(Attached(address=a, name=_name_in(a)) for a in entry.attachments),
        ]
        if detail.is_secret:
            return Fetched(file=IncomingFile("page.html", detail.content), title="", is_secret=True)
        files = [self._attached(file) for file in attached]
        main = IncomingFile(f"{_fit(detail.title)}.html", detail.content)
        if detail.is_only_files and files:
            main = _readable_first(files)
            files = [file for file in files if file is not main]
        elif not detail.text.strip():
            raise NoDocument("页面里没有正文，也没有附件。")
        sizes = {f.name: len(f.content) for f in [main, *files]}
        return Fetched(
            file=main,
            title=detail.title,
            doc_number=detail.doc_number,
            published_on=detail.published_on,
            text=detail.text,
            is_only_files=main.content is not detail.content,
            attachments=files,
            linked=[(a.name, a.address, sizes.get(_fit(a.name), 0)) for a in attached],
            etag=answer.etag,
            last_modified=answer.last_modified,
        )

    def _attached(self, file: Attached) -> IncomingFile:
        try:
            answer = self._fetch(file.address, limits=FILE)
        except FetchTrouble as trouble:
            raise SourceTrouble(f"附件“{file.name}”没有取到：{trouble}") from trouble
        return IncomingFile(_fit(file.name), answer.content)

    def _fetch(self, address: str, *, limits: Limits = FILE) -> Answer:
        self.keep()
        answer = self.fetcher.fetch(address, limits=limits)
        self._gathered += len(answer.content)
        if self._gathered > MOST_OF_ONE:
            raise TooMuch("正文和附件加起来太大，没有保存。")
        return answer

    def _from_folder(self, item: Item) -> Fetched:
        name = item.address.removeprefix(f"folder:{self.source.folder}/").rpartition("#")[0]
        files = [
            IncomingFile(n.rpartition("/")[2], read_watched(self.source.folder, n))
            for n in (name, *item.linked)
        ]
        return Fetched(
            file=files[0],
            title=item.title,
            attachments=files[1:],
            linked=[(f.name, "", len(f.content)) for f in files[1:]],
        )


def look_again(item: Item, source: Source, fetcher: Fetcher) -> Fetched | None:
    """Return what an original says today; None when the site says it is unchanged."""
    known = {"etag": item.etag, "last_modified": item.last_modified}
    answer = fetcher.fetch(item.address, limits=PAGE if item.text else FILE, known=known)
    if answer.is_unchanged:
        return None
    entry = entry_of(item)
    if file_ending(answer):
        return _file_itself(entry, answer, file_ending(answer))
    detail = read_detail(answer.content, entry=entry, kind=answer.kind, hints=Hints(source.hints))
    return Fetched(
        file=IncomingFile("page.html", answer.content),
        title=detail.title,
        text=detail.text,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def entry_of(item: Item) -> Entry:
    return Entry(
        address=item.address,
        title=item.title,
        published_on=item.published_on,
        doc_number=item.doc_number,
        body=item.body,
        attachments=tuple(item.linked),
    )


def file_ending(answer: Answer) -> str:
    """Return the ending of a file that is no page, by its content; empty for a page."""
    for head, ending in _FILE_HEADS:
        if answer.content.startswith(head):
            told = FILE_NAME.search(_name_of(answer))
            return f".{told[1].lower()}" if told else ending
    return ""


def _file_itself(entry: Entry, answer: Answer, ending: str) -> Fetched:
    title = entry.title or _name_of(answer).removesuffix(ending)
    stem = FILE_NAME.sub("", title)
    return Fetched(
        file=IncomingFile(f"{_fit(stem)}{ending}", answer.content),
        title=stem,
        doc_number=entry.doc_number,
        published_on=entry.published_on,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def _is_policy(detail: Detail) -> bool:
    return bool(detail.doc_number or TITLE_END.search(detail.title.rstrip("》）) ")))


def _readable_first(files: Sequence[IncomingFile]) -> IncomingFile:
    readable = [file for file in files if file.name.lower().endswith(READABLE)]
    return (readable or list(files))[0]


def _name_of(answer: Answer) -> str:
    told = _DISPOSITION.search(answer.name)
    if told:
        return unquote(told[1]).encode("latin-1", "ignore").decode("utf-8", "ignore") or "file"
    return _name_in(answer.address)


def _name_in(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2])


def _fit(name: str) -> str:
    """Make a title fit for a file's name."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 5:
        stem, dot, ending = name, "", ""
    return f"{_UNFIT.sub(' ', stem).strip()[:100] or 'file'}{dot}{ending}"
