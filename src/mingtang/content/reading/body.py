"""From a reading to the body of a page: headings, paragraphs and tables in the order of the source."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import rjieba

from mingtang.content.parsing.words import COLOPHON, COPIES, SIGNER, URGENCY
from mingtang.content.reading.source import squeezed

HEAD_BLOCKS = 12
LONGEST_SUMMARY = 200
MOST_KEYWORDS = 5
_LONGEST_HEADING = 60
_EMPTY_WORDS = frozenset(
    [
        *("关于", "印发", "转发", "公布", "通知", "通告", "公告", "意见", "办法", "规定", "方案"),
        *("做好", "进一步", "有关", "工作", "问题", "实施", "推进", "若干", "开展"),
    ]
)
_PART = re.compile(r"^(第[零〇一二三四五六七八九十百]+条)(.*)$", re.S)


def body_of(
    text: str, *, reading: Mapping[str, Any], head: Sequence[tuple[int, int]]
) -> list[dict[str, Any]]:
    """Return StreamField data. Nothing of the source is left out but its head and its colophon.

    `head` is where the title and the number stand: the page shows them above its body.
    """
    blocks: list[dict[str, Any]] = []
    for kind, content in _pieces(text, reading, head):
        if kind == "table":
            blocks.append({"type": "table", "value": _table(content)})
        elif blocks and blocks[-1]["type"] == "paragraph":
            blocks[-1]["value"] += content
        else:
            blocks.append({"type": "paragraph", "value": content})
    return blocks


def summary_of(key_points: Sequence[str]) -> str:
    """Propose the first key points, whole sentences as long as there is room."""
    points = [squeezed(point) for point in key_points]
    chosen = ""
    for sentence in re.findall(r"[^。；]+[。；]?", "".join(_ended(point) for point in points)):
        if len(chosen) + len(sentence) > LONGEST_SUMMARY:
            break
        chosen += sentence
    return re.sub("；$", "。", chosen) or (points[0][: LONGEST_SUMMARY - 1] + "…" if points else "")


def keywords_of(title: str) -> str:
    """Propose the words of the title that say what it is about: what stands behind 关于."""
    subject = title.partition("关于")[2] or title
    words = [word for word in rjieba.cut(subject) if len(word) > 1 and word not in _EMPTY_WORDS]
    names = [word for word in words if re.fullmatch(r"[一-龥]+", word)]
    return "，".join(list(dict.fromkeys(names))[:MOST_KEYWORDS])


def _ended(point: str) -> str:
    return point if point.endswith(("。", "；")) else f"{point}。"


def _pieces(
    text: str, reading: Mapping[str, Any], head: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, Any]]:
    levels = _levels(reading["structure"])
    tables = {table["start"]: table["rows"] for table in reading["tables"]}
    for index, block in enumerate(reading["blocks"]):
        words = text[block["start"] : block["end"]].strip()
        if block["kind"] == "row":
            if block["start"] in tables:
                yield "table", tables[block["start"]]
        elif block["kind"] == "paragraph" and words and not _is_left_out(index, block, words, head):
            yield "paragraph", _html(words, levels.get(block["start"]))


def _html(words: str, level: int | None) -> str:
    article = _PART.match(words)
    if article:
        return f"<p><b>{escape(article.group(1))}</b>{escape(article.group(2))}</p>"
    is_short = len(words) <= _LONGEST_HEADING and not re.search(r"[，。；]", words)
    tag = f"h{level}" if level is not None and is_short else "p"
    return f"<{tag}>{escape(words)}</{tag}>"


def _levels(structure: list[dict[str, Any]]) -> dict[int, int]:
    """Return the level of heading at each place where a section begins: h2 for the outermost."""
    places: dict[int, int] = {}

    def note(sections: list[dict[str, Any]], depth: int) -> None:
        for section in sections:
            places[section["start"]] = min(depth, 4)
            note(section["children"], depth + 1)

    note(structure, 2)
    return places


def _is_left_out(
    index: int, block: dict[str, Any], words: str, head: Sequence[tuple[int, int]]
) -> bool:
    if COLOPHON.search(words) and len(words) < 200:
        return True
    if index >= HEAD_BLOCKS:
        return False
    inside = sum(max(0, min(end, block["end"]) - max(start, block["start"])) for start, end in head)
    is_mark = COPIES.match(words) or URGENCY.match(words) or SIGNER.match(words)
    is_sign = index < 4 and words.endswith("文件") and len(words) < 40
    return inside * 5 >= 4 * (block["end"] - block["start"]) or bool(is_mark) or is_sign


def _table(rows: list[list[str]]) -> dict[str, Any]:
    width = max((len(row) for row in rows), default=0)
    head, *body = [[*row, *[""] * (width - len(row))] for row in rows]
    return {
        "columns": [{"type": "text", "heading": squeezed(cell)} for cell in head],
        "rows": [{"values": [cell.strip() for cell in row]} for row in body],
        "caption": "",
    }
