"""What the site's own pages of a text show: the picture in words, the answers, the plain words. Plain data."""

from typing import Any

from mingtang.content.formats.drawing.poster import Poster
from mingtang.content.formats.source import Source, Table
from mingtang.content.formats.telling.faq import faq_of
from mingtang.content.formats.telling.gist import gist_of
from mingtang.content.formats.telling.plain import plain_of


def graphic_page(source: Source, poster: Poster) -> dict[str, Any]:
    """The picture's size and all that it says, so that nobody needs to see it."""
    gist = gist_of(source)
    return {
        "width": round(poster.width),
        "height": round(poster.height),
        "summary": gist.summary,
        "figures": [{"number": f.number, "unit": f.unit, "clause": f.clause} for f in gist.figures],
        "cards": [
            {"heading": card.heading, "items": list(card.items), "is_cut": card.is_cut}
            for card in gist.cards
        ],
        "steps": [{"title": step.title, "text": step.text} for step in gist.steps],
        "table": _table(gist.table) if gist.table else None,
        "days": [{"name": name, "day": day} for name, day in gist.days],
    }


def faq_page(source: Source) -> dict[str, Any]:
    return {
        "answers": [
            {
                "question": answered.question,
                "note": answered.note,
                "is_cut": answered.is_cut,
                "quotes": [
                    {"text": quote.text, "anchor": quote.anchor, "place": quote.place}
                    for quote in answered.quotes
                ],
            }
            for answered in faq_of(source)
        ]
    }


def plain_page(source: Source) -> dict[str, Any]:
    return {
        "blocks": [
            {
                "kind": block.kind,
                "text": block.text,
                "level": block.level,
                "marker": block.marker,
                "table": _table(block.table) if block.table else None,
            }
            for block in plain_of(source).blocks
        ]
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "heads": list(table.heads),
        "rows": [list(row) for row in table.rows],
    }
