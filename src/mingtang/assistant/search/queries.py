"""Reads for the index: where the documents stand, and what changed since."""

from mingtang.assistant.search.entries import Entry, Mark
from mingtang.assistant.search.models import Document, Edition


def find_mark() -> Mark:
    """Return where the documents stand now: one row by its key, cheap enough for every query."""
    row = Edition.objects.values_list("build", "number").first()
    return Mark(*row) if row else Mark(0, 0)


def changes_since(number: int, *, limit: int) -> list[Entry]:
    """Return the documents changed after that number, oldest change first."""
    changed = Document.objects.filter(change__gt=number).order_by("change")[:limit]
    return [_entry(document) for document in changed]


def count_public_documents() -> int:
    return Document.objects.filter(is_public=True).count()


def _entry(document: Document) -> Entry:
    return Entry(
        number=document.change,
        path=document.path,
        is_public=document.is_public,
        kind=document.kind,
        title=document.title,
        aliases=tuple(document.aliases),
        keywords=tuple(document.keywords),
        summary=document.summary,
        body=document.body,
        department=document.department,
        published_at=document.published_at,
        validity=document.validity,
        doc_number=document.doc_number,
        column=document.column,
        facts=document.facts,
    )
