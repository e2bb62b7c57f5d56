"""The lexicon as a CSV file for Excel: out, and in again with a preview of what would happen."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mingtang.content.checking.errors import FileNotImported
from mingtang.content.checking.models import CATEGORIES, LONGEST_WORD, SEVERITIES, LexiconEntry
from mingtang.content.wording.matching import SHORTEST
from mingtang.content.wording.model import Entry
from mingtang.content.wording.rules import (
    AFTER,
    BASIS,
    BEFORE,
    CATEGORY,
    RIGHT,
    SEVERITY,
    UNLESS,
    WRONG,
    entry_of,
)
from mingtang.documents.plain import decode

COLUMNS = (WRONG, RIGHT, CATEGORY, SEVERITY, UNLESS, BEFORE, AFTER, BASIS)
MOST_LINES = 20_000
MOST_BYTES = 2 * 1024 * 1024
_FIELDS = {
    WRONG: "wrong",
    RIGHT: "right",
    CATEGORY: "category",
    SEVERITY: "severity",
    UNLESS: "unless_words",
    BEFORE: "before_words",
    AFTER: "after_words",
    BASIS: "basis",
}
#: Excel takes a cell that begins like this for a formula and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SHIELD = "'"
_MOST = {WRONG: LONGEST_WORD, RIGHT: 200, BEFORE: 500, AFTER: 500, BASIS: 200}


@dataclass(frozen=True)
class Preview:
    """What a file would do."""

    entries: list[Entry] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    same: int = 0
    #: Number of the line and what is wrong with it.
    bad_lines: list[tuple[int, str]] = field(default_factory=list)


def as_csv(rows: Iterable[LexiconEntry]) -> bytes:
    """Return a file that Excel opens as it is: with a byte order mark, and no formulas."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_shielded(str(getattr(row, _FIELDS[name]))) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def preview_of(content: bytes) -> Preview:
    """Read a file and compare it with the lexicon, without changing anything."""
    if len(content) > MOST_BYTES:
        raise FileNotImported("文件超过 2 MB，请分成几份再导入。")
    known = {
        (row.wrong, row.before_words, row.after_words): row for row in LexiconEntry.objects.all()
    }
    entries: dict[tuple[str, str, str], Entry] = {}
    bad: list[tuple[int, str]] = []
    counts = {"added": 0, "changed": 0, "same": 0}
    for line, row in _lines(content):
        problem = _problem(row)
        key = (row[WRONG], row[BEFORE], row[AFTER])
        if problem or key in entries:
            bad.append((line, problem or f"“{row[WRONG]}”在文件里出现了两次"))
            continue
        entries[key] = entry_of(row)
        counts[_what_of(known.get(key), entries[key])] += 1
    return Preview(list(entries.values()), **counts, bad_lines=bad)


def _what_of(row: LexiconEntry | None, entry: Entry) -> str:
    if row is None:
        return "added"
    return "changed" if row.take_from(entry) or not row.is_active else "same"


def _lines(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(decode(content), newline=""))
    missing = [name for name in (WRONG, RIGHT, CATEGORY, SEVERITY) if name not in _heads(reader)]
    if missing:
        raise FileNotImported(f"第一行缺少这些列：{'、'.join(missing)}。请用导出的文件改。")
    try:
        for count, row in enumerate(reader):
            if count >= MOST_LINES:
                raise FileNotImported(f"一次最多导入 {MOST_LINES} 行，请分成几份。")
            read = {name: _bare(row.get(name) or "") for name in COLUMNS}
            if any(read.values()):
                yield reader.line_num, read
    except csv.Error as error:
        raise FileNotImported("这不是完好的 CSV 文件：请在 Excel 里另存为“CSV UTF-8”。") from error


def _heads(reader: "csv.DictReader[str]") -> list[str]:
    try:
        return list(reader.fieldnames or [])
    except csv.Error:
        return []


def _problem(row: dict[str, str]) -> str:
    """The first thing that keeps a line out, as a sentence."""
    checks = (
        (len(row[WRONG]) < SHORTEST, "错敏词至少要两个字"),
        (not row[RIGHT], f"“{row[WRONG]}”没有写建议"),
        (row[WRONG] == row[RIGHT], f"“{row[WRONG]}”和建议一样"),
        (row[CATEGORY] not in dict(CATEGORIES), f"没有“{row[CATEGORY]}”这个类别"),
        (
            row[SEVERITY] not in dict(SEVERITIES),
            f"严重度要写严重、一般或疑似，不是“{row[SEVERITY]}”",
        ),
        *((len(row[name]) > most, f"“{name}”太长") for name, most in _MOST.items()),
    )
    return next((sentence for is_wrong, sentence in checks if is_wrong), "")


def _shielded(cell: str) -> str:
    return f"{_SHIELD}{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith(_SHIELD) and cell[1:].startswith(_FORMULA) else cell
