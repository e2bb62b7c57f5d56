"""Makes every format of a source. One that fails holds up no other, and no other links to it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mingtang.content.drawing.picture import png_of
from mingtang.content.drawing.poster import Poster, draw_poster
from mingtang.content.printing.data import json_of
from mingtang.content.printing.markdown import markdown_of
from mingtang.content.printing.pages import faq_page, graphic_page, plain_page
from mingtang.content.printing.pdf import REPEALED, pdf_of
from mingtang.content.printing.word import docx_of
from mingtang.content.sources.kinds import KINDS, file_name
from mingtang.content.sources.source import Imprint, Source
from mingtang.content.telling.faq import faq_of
from mingtang.content.telling.gist import gist_of
from mingtang.content.telling.plain import FEWEST_CHANGES, plain_of
from mingtang.content.telling.voice import voice_of
from mingtang.kernel.logs import log

EXPLAINED = frozenset(["policy", "notice"])
"""Kinds of articles that are also told as a picture, as answers and in plain words."""
NOT_GIVEN_OUT = frozenset(["static"])
"""Pages that are part of the site and no documents: who we are, who leads."""


@dataclass(frozen=True)
class Address:
    """Where the page is: the whole address it has, and its own name in it."""

    page: str
    slug: str

    def of(self, key: str) -> str:
        return self.page + file_name(key, slug=self.slug)


@dataclass(frozen=True)
class Made:
    contents: Mapping[str, bytes]
    failures: Mapping[str, str] = field(default_factory=dict)


def kinds_for(source: Source) -> list[str]:
    """Which formats this text has something for; what would hold only air is left out."""
    if source.kind in NOT_GIVEN_OUT or not source.body:
        return []
    is_explained = source.kind in EXPLAINED and source.validity not in REPEALED
    has = {
        "graphic": is_explained and gist_of(source).is_enough,
        "faq": is_explained and bool(faq_of(source)),
        "plain": is_explained and plain_of(source).changes >= FEWEST_CHANGES,
    }
    has["svg"] = has["png"] = has["graphic"]
    return [key for key in KINDS if has.get(key, True)]


def make_all(source: Source, *, site: str = "", address: Address | None = None) -> Made:
    """Make all; if some fail, make the rest again without a link to them."""
    kinds = kinds_for(source)
    failures: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    while kinds:
        contents, failed = _make(source, kinds, site=site, address=address)
        failures |= failed
        left = [kind for kind in kinds if kind not in failed and _stands(kind, failures)]
        if not failed:
            break
        kinds = left
    return Made({key: contents[key] for key in kinds}, failures)


def make_one(source: Source, key: str, *, site: str = "", address: Address | None = None) -> bytes:
    return _MAKERS[key](_Job(source, _imprint(site, address, kinds_for(source), key)))


def _stands(kind: str, failures: Mapping[str, str]) -> bool:
    """The page of the picture shows it: without the picture there is none."""
    return not (kind == "graphic" and {"svg", "png"} & failures.keys())


def _make(
    source: Source, kinds: list[str], *, site: str, address: Address | None
) -> tuple[dict[str, bytes], dict[str, str]]:
    contents: dict[str, bytes] = {}
    failures: dict[str, str] = {}
    for key in kinds:
        job = _Job(source, _imprint(site, address, kinds, key))
        try:
            contents[key] = _MAKERS[key](job)
        except Exception as error:
            log.exception("format_failed", format=key, digest=source.digest)
            failures[key] = f"{type(error).__name__}: {error}"[:300]
    return contents, failures


def _imprint(site: str, address: Address | None, kinds: list[str], own: str) -> Imprint:
    if address is None:
        return Imprint(site=site)
    others = {key: address.of(key) for key in kinds if key != own}
    return Imprint(site=site, address=address.page, others=others)


@dataclass(frozen=True)
class _Job:
    source: Source
    imprint: Imprint

    @property
    def poster(self) -> Poster:
        return draw_poster(self.source, gist_of(self.source), imprint=self.imprint)


def _encoded(page: Mapping[str, Any]) -> bytes:
    return json.dumps(page, ensure_ascii=False).encode()


_MAKERS: dict[str, Callable[[_Job], bytes]] = {
    "graphic": lambda job: _encoded(graphic_page(job.source, job.poster)),
    "svg": lambda job: job.poster.svg.encode(),
    "png": lambda job: png_of(job.poster),
    "faq": lambda job: _encoded(faq_page(job.source)),
    "plain": lambda job: _encoded(plain_page(job.source)),
    "voice": lambda job: voice_of(job.source, imprint=job.imprint).encode(),
    "pdf": lambda job: pdf_of(job.source, imprint=job.imprint),
    "docx": lambda job: docx_of(job.source, imprint=job.imprint),
    "md": lambda job: markdown_of(job.source, imprint=job.imprint).encode(),
    "json": lambda job: json_of(job.source, imprint=job.imprint).encode(),
}
