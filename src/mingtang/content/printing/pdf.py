"""PDF of a text: policies in the layout of GB/T 9704, everything else in a clean print layout."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from mingtang.content.printing.body import html_of, paragraph_of
from mingtang.content.printing.setting import WIDTH, Piece
from mingtang.content.sources.kinds import KINDS
from mingtang.content.sources.source import Imprint, Source
from mingtang.content.sources.words import in_chinese
from mingtang.content.typesetting.fonts import SERIF
from mingtang.content.typesetting.lines import Face, balanced
from mingtang.content.typesetting.rendering import pdf_of_html

_FOLDER = Path(__file__).parent
_MARK_WIDTH = 420.0
_LARGEST_MARK, _LARGEST_OF_SEVERAL = 42.0, 27.0
_ORDER = re.compile(r"^(?P<giver>.+令)(?P<number>第\d+号)$")
REPEALED = frozenset(["已废止", "已失效"])


def pdf_of(source: Source, *, imprint: Imprint) -> bytes:
    return pdf_of_html(html_for_paper(source, imprint=imprint))


def html_for_paper(source: Source, *, imprint: Imprint) -> str:
    official = is_official(source)
    head = _red_head(source) if official else _sheet_head(source, imprint)
    style = _style("policy.css" if official else "sheet.css")
    parts = [*head, *_text(source), *_colophon(source, imprint)]
    described = f'<meta name="author" content="{escape(source.signer, quote=True)}">'
    described += f'<meta name="description" content="{escape(source.summary, quote=True)}">'
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">'
        f"<title>{escape(source.title)}</title>{described}<style>{style}</style></head>"
        f"<body>{''.join(parts)}</body></html>"
    )


def is_official(source: Source) -> bool:
    """Whether it is a document in the sense of GB/T 9704: a policy that somebody issued."""
    return source.is_policy and bool(source.issuer)


@cache
def _style(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _red_head(source: Source) -> Iterator[str]:
    """发文机关标志, 发文字号 and the red line. Whether it was sealed only the paper original can tell."""
    order = _ORDER.match(source.doc_number)
    mark = order["giver"] if order else ""
    number = order["number"] if order else source.doc_number
    marks = [mark] if mark else marks_of(source.issuer)
    for line in marks:
        size = min(
            _MARK_WIDTH / len(line), _LARGEST_MARK if len(marks) == 1 else _LARGEST_OF_SEVERAL
        )
        yield f'<p class="mark" style="font-size:{size:.1f}pt">{escape(line)}</p>'
    if number:
        yield f'<p class="number">{escape(number)}</p>'
    yield '<hr class="rule">'
    yield from _warning(source)
    yield _title(source, points=22)


def marks_of(issuer: str) -> list[str]:
    """One issuer is followed by 文件; of several, each has its line and the last the word."""
    names = names_of(issuer)
    return [*names[:-1], f"{names[-1]}文件"] if names else []


def names_of(issuer: str) -> list[str]:
    return [name for name in re.split(r"[、\s]+", issuer) if name]


def _sheet_head(source: Source, imprint: Imprint) -> Iterator[str]:
    if imprint.site:
        yield f'<p class="site">{escape(imprint.site)}</p>'
    yield from _warning(source)
    yield _title(source, points=21)
    facts = [source.doc_number, source.signer, in_chinese(source.issued_on)]
    told = "　".join(escape(fact) for fact in facts if fact)
    if told:
        yield f'<p class="facts">{told}</p>'
    if source.summary and not source.is_policy:
        yield f'<p class="lead">{escape(source.summary)}</p>'


def _title(source: Source, *, points: float) -> str:
    """Broken between words, in lines of about the same length."""
    face = Face(size=points, family=SERIF, is_bold=True)
    return f"<h1>{'<br>'.join(map(escape, balanced(source.title, face=face, width=WIDTH)))}</h1>"


def _warning(source: Source) -> Iterator[str]:
    if source.validity in REPEALED:
        yield f'<p class="warning">本文件{escape(source.validity)}，只供查阅</p>'


def _text(source: Source) -> Iterator[str]:
    in_lines = is_official(source)
    if source.addressee:
        words = [Piece(f"{source.addressee.rstrip('：:')}：")]
        yield paragraph_of(words, in_lines=in_lines, indent=0)
    yield html_of(source.body, in_lines=in_lines)
    many = len(source.attachments) > 1
    for number, attached in enumerate(source.attachments, start=1):
        label = "附件：" if number == 1 else ""
        order = f"{number}. " if many else ""
        yield f'<p class="attached">{label}{order}{escape(attached.title)}</p>'
    if in_lines:
        for name in names_of(source.issuer):
            yield f'<p class="signed">{escape(name)}</p>'
        if source.issued_on:
            yield f'<p class="dated">{in_chinese(source.issued_on)}</p>'


def _colophon(source: Source, imprint: Imprint) -> Iterator[str]:
    said = []
    if imprint.address:
        said.append(f"网页：{imprint.address}")
    others = [KINDS[key].label for key in imprint.others if key != "pdf" and key in KINDS]
    if others:
        said.append(f"网页上还有：{'、'.join(others)}")
    site = f"{imprint.site}网站" if imprint.site else ""
    rules = "不含印章；与原件不一致的，以原件为准" if is_official(source) else "以网页为准"
    said.append(f"{site}按公开的文本排印，{rules}。")
    yield '<div class="colophon">' + "".join(f"<p>{escape(line)}</p>" for line in said) + "</div>"
