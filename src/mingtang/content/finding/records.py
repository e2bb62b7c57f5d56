"""Lists as data: which list of an answer is the one, and which of its fields say what."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from mingtang.content.finding.dates import date_of_value
from mingtang.content.finding.errors import NotUnderstood
from mingtang.content.finding.links import absolute, tidy
from mingtang.content.finding.model import Entry, Hints, Listing
from mingtang.content.finding.paging import counted_on
from mingtang.content.parsing.words import DOC_NUMBER

Record = Mapping[str, Any]

_CHINESE = re.compile(r"[一-龥]")
_NUMBER = re.compile(rf"^\s*{DOC_NUMBER}\s*$")
_TAGS = re.compile(r"<[^<>]{1,1000}>")
_ADDRESS = re.compile(
    r"^(https?:)?//|^\.{0,2}/|^[\w./-]+\.(s?html?|pdf|docx?|jsp|aspx?|php)", re.IGNORECASE
)
_NAMES = {
    "title": re.compile(r"title|^name$|subject|headline|标题|名称", re.IGNORECASE),
    "address": re.compile(r"url|link|href|address|uri|网址|地址|链接", re.IGNORECASE),
    "date": re.compile(
        r"(pub|issue|release|write|create|show|doc)\w*(date|time)|^(date|time)$|日期|时间|_at$|_on$",
        re.IGNORECASE,
    ),
    "number": re.compile(
        r"doc_?(no|num|number)|file_?(no|num|number)|wh$|wenhao|文号|发文字号", re.IGNORECASE
    ),
    "body": re.compile(r"content|body|text|html|正文|内容", re.IGNORECASE),
}
_PREFERRED = {
    "title": ("title", "标题", "doctitle", "name"),
    "address": ("url", "link", "docpuburl", "href"),
    "date": ("pubdate", "publish_date", "published_at", "pubtime", "发布日期", "docreltime"),
    "number": ("doc_number", "文号", "发文字号"),
    "body": ("content", "body", "正文"),
}
MOST_DEEP = 12


def listing_of_json(content: str, *, address: str, hints: Hints) -> Listing:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("接口给的不是合规的 JSON，读不懂。") from error
    entries = entries_of(answer, base=address, hints=hints)
    return Listing(
        kind="api", entries=tuple(entries), next_address=_next(answer, address, len(entries))
    )


def entries_of(answer: Any, *, base: str, hints: Hints) -> list[Entry]:
    """Return the records of the list that looks most like one of documents."""
    if hints["items"]:
        lists: list[Sequence[Record]] = [_records(value_at(answer, hints["items"]))]
    else:
        lists = list(_lists(answer))
    found = [[e for r in records for e in _entry(r, base, hints)] for records in lists]
    return max(found, key=_worth, default=[])


def _worth(entries: Sequence[Entry]) -> float:
    return sum(1 + 2 * bool(e.published_on) + min(len(e.title), 30) / 15 for e in entries)


def value_at(answer: Any, path: str) -> Any:
    """Follow a path of field names, `data.list.0`."""
    for step in filter(None, path.split(".")):
        if isinstance(answer, Mapping):
            answer = answer.get(step)
        elif isinstance(answer, list) and step.isdigit() and int(step) < len(answer):
            answer = answer[int(step)]
        else:
            return None
    return answer


def _lists(answer: Any, depth: int = 0) -> Iterator[Sequence[Record]]:
    if depth > MOST_DEEP:
        return
    records = _records(answer)
    if records:
        yield records
    inner = (
        answer.values()
        if isinstance(answer, Mapping)
        else answer
        if isinstance(answer, list)
        else ()
    )
    for value in inner:
        if isinstance(value, Mapping | list):
            yield from _lists(value, depth + 1)


def _records(value: Any) -> Sequence[Record]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _entry(record: Record, base: str, hints: Hints) -> Iterator[Entry]:
    flat = dict(_flat(record))
    title = _plain(_field(record, flat, "title", hints))
    address = str(_field(record, flat, "address", hints) or "")
    body = str(_field(record, flat, "body", hints) or "")
    told = _filled(hints["address_field"], record) or address
    where = absolute(told, base=base) if told else ""
    if not where and len(_plain(body)) > 40:
        where = f"{base.partition('#')[0]}#{quote(_own_key(record, title))}"
        where_body = body
    else:
        where_body = ""
    if not where or len(title) < 4:
        return
    yield Entry(
        address=where,
        title=title[:300],
        published_on=date_of_value(_field(record, flat, "date", hints)),
        doc_number=_plain(_field(record, flat, "number", hints))[:100],
        body=where_body,
        attachments=tuple(_files(record, base)) if where_body else (),
    )


def _flat(record: Record, depth: int = 0) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if isinstance(value, Mapping) and depth < 2:
            yield from _flat(value, depth + 1)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            yield str(name), value


def _field(record: Record, flat: Record, what: str, hints: Hints) -> Any:
    path = hints[f"{what}_field"]
    if path and "{" not in path:
        return value_at(record, path)
    likely = [n for n in flat if _NAMES[what].search(n) and _fits(what, flat[n])]
    lower = {name.lower(): name for name in likely}
    for name in _PREFERRED[what]:
        if name in lower:
            return flat[lower[name]]
    if likely:
        return flat[likely[0]]
    if what in ("title", "body", "date"):
        return None
    return next((value for value in flat.values() if _fits(what, value)), None)


def _fits(what: str, value: Any) -> bool:
    text = str(value).strip()
    if what == "title":
        return bool(_CHINESE.search(text)) and 4 <= len(_plain(text)) <= 300
    if what == "address":
        return bool(_ADDRESS.match(text))
    if what == "date":
        return date_of_value(value) is not None
    if what == "number":
        return bool(_NUMBER.match(text))
    return len(_plain(text)) > 40


def _filled(pattern: str, record: Record) -> str:
    """Fill `https://host/detail?id={id}` in, when the list gives only numbers."""
    if "{" not in pattern:
        return ""
    return re.sub(r"\{([\w.]+)\}", lambda m: quote(_as_text(value_at(record, m[1]))), pattern)


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


def _own_key(record: Record, title: str) -> str:
    return str(next((record[k] for k in ("id", "ID", "docid", "uuid") if record.get(k)), title))


def _files(record: Record, base: str) -> Iterator[str]:
    for value in record.values():
        for each in value if isinstance(value, list) else ():
            raw = (
                next((v for v in each.values() if _fits("address", v)), "")
                if isinstance(each, Mapping)
                else each
            )
            address = absolute(str(raw), base=base) if raw else ""
            if address:
                yield address


def _plain(value: Any) -> str:
    return tidy(_TAGS.sub("", str(value))) if isinstance(value, str | int | float) else ""


def _next(answer: Any, address: str, got: int) -> str:
    if not got:
        return ""
    for path in ("next", "links.next", "data.next", "paging.next", "_links.next.href"):
        told = value_at(answer, path)
        if isinstance(told, str) and _ADDRESS.match(told):
            return absolute(told, base=address)
    return counted_on(address, got=got)
