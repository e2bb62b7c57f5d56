"""Cells of a ruled table: their text, and one table out of its pieces on several pages."""

from collections.abc import Sequence

from mingtang.documents.characters import Character, lines_of
from mingtang.documents.drafts import Draft, TableDraft


def table_text(characters: Sequence[Character]) -> str:
    """The lines of a cell are one text: narrow columns break words anywhere."""
    if not characters:
        return ""
    lines = lines_of(characters, page=0, height=0)
    text = lines[0].text
    for line in lines[1:]:
        is_latin = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isalpha()
        text += (" " if is_latin and line.text[:1].isascii() else "") + line.text
    return text


def join_pieces(drafts: Sequence[Draft | TableDraft]) -> list[Draft | TableDraft]:
    """A table that goes on over the page is one table; its repeated head is told once."""
    joined: list[Draft | TableDraft] = []
    for draft in drafts:
        last = joined[-1] if joined else None
        if (
            isinstance(draft, TableDraft)
            and isinstance(last, TableDraft)
            and _continues(draft, last)
        ):
            _append(last, draft)
        else:
            joined.append(draft)
    return joined


def _continues(piece: TableDraft, table: TableDraft) -> bool:
    if piece.rows[0] == table.rows[0]:
        return True
    return max(map(len, piece.rows)) == max(map(len, table.rows))


def _append(table: TableDraft, piece: TableDraft) -> None:
    has_head = len(piece.rows) > 0 and piece.rows[0] == table.rows[0]
    rows = piece.rows[1:] if has_head else piece.rows
    if rows and _is_torn(rows[0], table.rows[-1], is_cut=table.is_cut):
        table.rows[-1] = [
            above + below for above, below in zip(table.rows[-1], rows[0], strict=True)
        ]
        rows = rows[1:]
    table.rows += rows
    table.is_cut = piece.is_cut


def _is_torn(row: Sequence[str], above: Sequence[str], *, is_cut: bool) -> bool:
    """The rest of a row whose number stayed on the page before; a merged first cell looks alike."""
    if len(row) != len(above) or len(row) < 2 or row[0] or not any(row):
        return False
    return is_cut or above[0].isdecimal()
