"""The desk of a demo city: files that came in, and texts that wait for review. None of it is public.

Safe to repeat on any day: a source that is there is left alone, and so is a draft, whatever has become of them.
"""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Workflow

from mingtang.content.collecting.commands import SourceFacts, add_source, ask_for_run
from mingtang.content.collecting.models import Source
from mingtang.content.demo.building import article_page
from mingtang.content.demo.days import today, write_out
from mingtang.content.demo.papers import Line, docx_of, lines_of, pdf_of
from mingtang.content.demo.reading import PageFile, read_page, read_yaml
from mingtang.content.finding.folders import watched_root
from mingtang.content.identity.commands import mirror_staff
from mingtang.content.pages.models import ArticlePage, ColumnPage, Department
from mingtang.content.reviewing.levels import WORKFLOW_NAME
from mingtang.kernel.identity import Actor, ActorKind

#: The collector leaves alone what was written a moment ago.
QUIET_SECONDS = 60.0
_DRAWN: dict[str, Callable[[list[Line]], bytes]] = {".docx": docx_of, ".pdf": pdf_of}


def load_desk(city: Path) -> int:
    """Lay the desk; return how many files were laid down and texts sent."""
    laid = _load_folder(city, day=today())
    sent = [_send(city, place, day=today()) for place in sorted(city.glob("drafts/*.md"))]
    return laid + sum(sent)


@transaction.atomic
def _load_folder(city: Path, *, day: date) -> int:
    """Add the watched folder as a source, its files in it, and ask the collector to look.

    The files lie there before the source is known, and asking is part of the same transaction.
    """
    told = read_yaml(city / "incoming/folder.yaml")
    if not told or Source.objects.filter(folder=told["folder"]).exists():
        return 0
    _lay_files(city / "incoming", told, day=day)
    editor = member_of_staff(city, told["editor"])
    facts = SourceFacts(
        department=Department.objects.get(code=told["department"]),
        folder=told["folder"],
        name=told["name"],
    )
    source = add_source(actor=editor, facts=facts)
    ask_for_run(actor=editor, source_id=source.pk)
    return len(told["files"])


def _lay_files(incoming: Path, told: dict[str, Any], *, day: date) -> None:
    """Write what is missing; a file written anew would be another one to the collector."""
    folder = watched_root() / told["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    for given in told["files"]:
        place = folder / given["name"]
        if not place.exists():
            place.write_bytes(content_of(incoming / given["file"], name=place.name, day=day))
            before = time.time() - QUIET_SECONDS
            os.utime(place, (before, before))


def content_of(source: Path, *, name: str, day: date) -> bytes:
    """Return a file as its office sent it, its days counted from the day given."""
    draw = _DRAWN.get(Path(name).suffix)
    if draw is None:
        return write_out(source.read_text(encoding="utf-8"), first_day=day).encode()
    file = read_page(source, first_day=day)
    return draw(list(lines_of(file.head, file.source)))


@transaction.atomic
def _send(city: Path, place: Path, *, day: date) -> int:
    """Put a draft where its column is, as its editor wrote it, and send it for review."""
    file = read_page(place, first_day=day)
    if ArticlePage.objects.filter(slug=file.slug).exists():
        return 0
    column = ColumnPage.objects.filter(slug=file.column).first()
    if column is None:
        return 0
    _submit(city, file, column)
    return 1


def _submit(city: Path, file: PageFile, column: ColumnPage) -> None:
    author = mirror_staff(actor=member_of_staff(city, file.head["sent_by"]))
    article = article_page(column, file, attachments=city / "attachments")
    ArticlePage.objects.filter(pk=article.pk).update(owner=author)
    article.owner = author
    article.save_revision(user=author)
    Workflow.objects.get(name=WORKFLOW_NAME).start(article, author)


def member_of_staff(city: Path, username: str) -> Actor:
    """Return a member of the city's staff, known to the CMS from now on."""
    staff = {person["username"]: person for person in read_yaml(city / "staff.yaml")}
    person = staff[username]
    actor = Actor(
        id=UUID(person["id"]),
        kind=ActorKind.STAFF,
        name=person["name"],
        roles=frozenset(person["roles"]),
        department=person["department"],
    )
    mirror_staff(actor=actor)
    return actor
