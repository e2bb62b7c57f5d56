"""Lists that a page carries inside a script: as HTML in CDATA or in text, or as data."""

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mingtang.content.finding.links import absolute

#: Every pattern is bounded: what strangers write must not be able to keep a worker busy.
_WRAPPING = re.compile(r"<!\[CDATA\[|\]\]>|<\?xml[^>]{0,200}\?>")
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|[\"'/nrt\\])")
_LINK = re.compile(r"<a\s[^>]{0,500}href", re.IGNORECASE)
_BETWEEN_TEXTS = re.compile(r"""["']\s*(?:\+|,|\)\s*;?\s*document\.write(?:ln)?\()\s*["']""")
_BARE_KEY = re.compile(r"([{,]\s*)([A-Za-z_]\w*)\s*:")
_SINGLE = re.compile(r"'((?:[^'\\\n]|\\.)*)'")
_ELSEWHERE = re.compile(
    r"""["']((?:https?:)?[^"'\s<>(){}]*?(?:\.(?:json|xml)\b|/(?:api|list|query|search|data)\b)[^"'\s<>(){}]*)["']""",
    re.IGNORECASE,
)
_LARGEST = 2_000_000
_MOST_TRIES, _LONGEST_LITERAL = 15, 300_000
_MEANS = {"n": " ", "r": " ", "t": " "}


def markup_in_scripts(page: LexborHTMLParser) -> Iterator[LexborNode]:
    """Yield what scripts write into the page, as if it stood there."""
    for text in _scripts(page, "script, textarea, template, noscript, xml"):
        if len(_LINK.findall(text)) > 1:
            inner = LexborHTMLParser(
                _ESCAPED.sub(_plain, _WRAPPING.sub("", _BETWEEN_TEXTS.sub("", text)))
            )
            if inner.body is not None:
                yield inner.body
    comments = [part.partition("]]>")[0] for part in (page.html or "").split("<![CDATA[")[1:]]
    if sum(len(_LINK.findall(text)) for text in comments) > 1:
        inner = LexborHTMLParser("<div>" + "".join(f"<div>{t}</div>" for t in comments) + "</div>")
        if inner.body is not None:
            yield inner.body


def data_in_scripts(page: LexborHTMLParser) -> Iterator[Any]:
    """Yield every list of records that a script of the page holds."""
    decoder = json.JSONDecoder()
    for text in _scripts(page, "script"):
        position = tries = 0
        for match in re.finditer(r"\[\s*\{", text):
            if match.start() < position or tries >= _MOST_TRIES:
                continue
            tries += 1
            literal = text[match.start() : match.start() + _LONGEST_LITERAL]
            for written in (literal, _as_json(literal)):
                try:
                    value, end = decoder.raw_decode(written)
                except (json.JSONDecodeError, RecursionError):
                    continue
                position = match.start() + end
                yield value
                break


def addresses_of_data(page: LexborHTMLParser, *, base: str) -> tuple[str, ...]:
    """Where scripts of the page seem to get its list from, the likeliest first."""
    found: dict[str, None] = {}
    for text in _scripts(page, "script"):
        for match in _ELSEWHERE.finditer(text):
            address = absolute(match[1], base=base)
            if address and not re.search(r"\.(js|css|png|jpg|gif)\b", address):
                found.setdefault(address)
    return tuple(found)[:3]


def _scripts(page: LexborHTMLParser, selector: str) -> Iterator[str]:
    for script in page.css(selector):
        text = script.text() or script.html or ""
        if 20 < len(text) < _LARGEST:
            yield text


def _as_json(text: str) -> str:
    """Write a JavaScript literal as JSON: quotes around names, double quotes around texts."""
    text = _SINGLE.sub(
        lambda match: json.dumps(match[1].replace("\\'", "'"), ensure_ascii=False), text
    )
    text = _BARE_KEY.sub(r'\1"\2":', text)
    return re.sub(r",\s*([}\]])", r"\1", text)


def _plain(match: re.Match[str]) -> str:
    sign = match[1]
    return chr(int(sign[1:], 16)) if len(sign) == 5 else _MEANS.get(sign, sign)
