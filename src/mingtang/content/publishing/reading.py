"""Reads the approved texts of many pages at once, for as long as they are being rendered.

Wagtail asks the database a dozen questions for each page it brings back from a revision. Inside
`reading_ahead` those answers are already there.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page, Revision

from mingtang.content.formats.models import Format
from mingtang.content.formats.queries import formats_of_pages
from mingtang.content.pages.models import Department
from mingtang.content.publishing.models import COLUMN_KIND, Publication

#: What a page has from its place in the tree, which a revision does not decide.
_OF_THE_TREE = (
    *("path", "depth", "numchild", "url_path", "live", "live_revision_id", "latest_revision_id"),
    *("first_published_at", "last_published_at", "content_type_id", "locale_id", "owner_id"),
)
_STEP = 4  # letters of a tree path for each level


@dataclass
class ReadAhead:
    """What has been read; true for as long as the site is held."""

    columns: dict[int, Publication] = field(default_factory=dict)
    texts: dict[int, Any] = field(default_factory=dict)
    #: The finished formats of these pages.
    formats: dict[int, tuple[Format, ...]] = field(default_factory=dict)
    #: Pages that others interpret.
    interpreted: frozenset[int | None] = frozenset()


_current: ContextVar[ReadAhead | None] = ContextVar("read_ahead", default=None)


def what_was_read() -> ReadAhead | None:
    return _current.get()


@contextmanager
def reading_ahead(publications: Iterable[Publication]) -> Iterator[None]:
    """Read columns and the texts of these pages now; what is asked within is answered from it."""
    publications = list(publications)
    read = ReadAhead(
        formats=formats_of_pages({page.pk: page.digest for page in publications}),
        columns={column.pk: column for column in Publication.objects.filter(kind=COLUMN_KIND)},
        texts=texts_of(publications),
        interpreted=frozenset(
            Publication.objects.exclude(interprets_number=None).values_list(
                "interprets_number", flat=True
            )
        ),
    )
    token = _current.set(read)
    try:
        yield
    finally:
        _current.reset(token)


def texts_of(publications: Iterable[Publication]) -> dict[int, Any]:
    """Return pages exactly as they were approved, in their present places."""
    wanted = {publication.revision_id: publication.pk for publication in publications}
    revisions = Revision.objects.filter(pk__in=wanted).select_related("content_type")
    places = Page.objects.in_bulk(wanted.values())
    parents = _parents_of(places.values())
    departments = {department.pk: department for department in Department.objects.all()}
    texts = {}
    for revision in revisions:
        number = wanted[revision.pk]
        texts[number] = _text(revision, places[number], parents, departments)
    return texts


def _parents_of(places: Iterable[Page]) -> dict[str, Page]:
    paths = {place.path[:-_STEP] for place in places}
    return {parent.path: parent for parent in Page.objects.filter(path__in=paths)}


def _text(
    revision: Revision, place: Page, parents: Mapping[str, Page], departments: Mapping[int, Any]
) -> Any:
    model = revision.content_type.model_class()
    # References that have gone are judged by the digest of the text, not one question at a time.
    text = model.from_serializable_data(revision.content, check_fks=False)
    text.pk = text.id = text.page_ptr_id = place.pk
    for name in _OF_THE_TREE:
        setattr(text, name, getattr(place, name))
    text._cached_parent_obj = parents.get(place.path[:-_STEP])
    department = departments.get(getattr(text, "department_id", None) or 0)
    if department is not None:
        text.department = department
    return text
