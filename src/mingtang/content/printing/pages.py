"""What the site's own pages of a text show: the picture in words, the answers, the plain words. Plain data."""

from typing import Any

from mingtang.content.drawing.poster import Poster
from mingtang.content.sources.source import Source, Table
from mingtang.content.telling.faq import faq_of
from mingtang.content.telling.gist import gist_of
from mingtang.content.telling.plain import plain_of


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


def as_markdown(key: str, title: str, page: dict[str, Any]) -> str:
    """The same for people without the site: what `mingtang formats` writes beside the picture."""
    lines = {"faq": _answers, "plain": _plain, "graphic": _picture}[key](page)
    return "\n\n".join([f"# {title}", *lines]) + "\n"


def _answers(page: dict[str, Any]) -> list[str]:
    lines = []
    for answered in page["answers"]:
        lines.append(f"## {answered['question']}")
        for quote in answered["quotes"]:
            place = f"（原文：{quote['place']}）" if quote["place"] else ""
            lines.append(f"> {quote['text']}{place}")
        lines += [answered["note"]] if answered["note"] else []
    return lines


def _plain(page: dict[str, Any]) -> list[str]:
    lines = ["*这是用平常话改写的，不能代替原文；有出入的，以原文为准。*"]
    for block in page["blocks"]:
        if block["table"]:
            lines.append(_rows(block["table"]))
        elif block["kind"] == "heading":
            lines.append(f"{'#' * (block['level'] + 1)} {block['text']}")
        else:
            lines.append(f"{block['marker']} {block['text']}".strip())
    return lines


def _picture(page: dict[str, Any]) -> list[str]:
    lines = [page["summary"]] if page["summary"] else []
    lines += [f"- {f['number']} {f['unit']}：{f['clause']}" for f in page["figures"]]
    for card in page["cards"]:
        lines += [f"## {card['heading']}", *(f"- {item}" for item in card["items"])]
    lines += [_rows(page["table"])] if page["table"] else []
    if page["steps"]:
        lines.append("## 怎么办")
        lines += [
            f"- {step['title']} {step['text']}".replace("-  ", "- ") for step in page["steps"]
        ]
    return lines + [f"- {day['name']}：{day['day']}" for day in page["days"]]


def _rows(table: dict[str, Any]) -> str:
    rows = [table["heads"], ["---"] * len(table["heads"]), *table["rows"]]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
