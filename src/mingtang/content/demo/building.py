"""Put what was read into the page tree, as drafts. Safe to repeat: what has not changed stays."""

from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.documents import get_document_model
from wagtail.models import Page, Site
from wagtail.utils.file import hash_filelike

from mingtang.content.demo.days import as_day
from mingtang.content.demo.reading import PageFile
from mingtang.content.pages.choices import ColumnKind
from mingtang.content.pages.markdown import blocks_of
from mingtang.content.pages.models import ArticlePage, Attachment, ColumnPage, Department, HomePage

_TEXTS = (
    *("summary", "source", "author", "issuer", "doc_number", "index_number", "theme"),
    *("addressee", "validity"),
)
_DAYS = ("issued_on", "effective_on", "expires_on")
_DEPARTMENT_TEXTS = (
    *("name", "short", "credit_code", "address", "phone", "hours", "complaint_phone"),
    *("kind", "functions"),
)


def keep_departments(records: list[dict[str, Any]]) -> None:
    for position, record in enumerate(records):
        texts = {name: record[name] for name in _DEPARTMENT_TEXTS if record.get(name)}
        Department.objects.update_or_create(
            code=record["code"], defaults={**texts, "position": position}
        )


def home_page(title: str) -> Any:
    """Return the home page, made in place of the one Wagtail brings along."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.objects.get(depth=1)
        home = root.add_child(instance=HomePage(title=title, slug="site", live=False))
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    brought_along = None if site.root_page_id in (None, home.pk) else site.root_page
    site.root_page, site.site_name = home, title
    site.save()
    if brought_along is not None and brought_along.specific_class is Page:
        brought_along.delete()
    return home


def column_page(parent: Page, record: dict[str, Any], position: int) -> Any:
    """Return the column as the record has it; unsaved changes are in the object."""
    column = ColumnPage.objects.child_of(parent).filter(slug=record["slug"]).first()
    column = column or ColumnPage(slug=record["slug"], live=False)
    column.title = record["title"]
    column.kind = record.get("kind", ColumnKind.OTHER)
    column.column_type = record.get("type", column.column_type)
    column.description = record.get("description", "")
    column.keywords = "，".join(record.get("keywords") or [record["title"]])
    column.update_days = record.get("update_days", 365)
    column.position = position
    return _in_the_tree(column, parent)


def article_page(parent: Page, file: PageFile, *, attachments: Path) -> Any:
    article = ArticlePage.objects.child_of(parent).filter(slug=file.slug).first()
    article = article or ArticlePage(slug=file.slug, live=False)
    _fill(article, file)
    article = _in_the_tree(article, parent)
    article.attachments = [
        Attachment(
            title=given.get("title", ""), document=_document(attachments, given), sort_order=order
        )
        for order, given in enumerate(file.head.get("attachments") or [])
    ]
    return article


def _fill(article: ArticlePage, file: PageFile) -> None:
    head = file.head
    article.title = str(head["title"])
    article.kind = head.get("kind", "news")
    article.department = Department.objects.filter(code=head.get("department", "")).first()
    article.keywords = "，".join(map(str, head.get("keywords") or []))
    for name in _TEXTS:
        setattr(article, name, str(head.get(name) or ""))
    article.source = article.source or article.issuer or "明州市人民政府"
    for name in _DAYS:
        setattr(article, name, as_day(head.get(name)))
    blocks = blocks_of(file.source)
    if _body_without_ids(article) != blocks:
        article.body = blocks


def _body_without_ids(article: ArticlePage) -> list[dict[str, Any]]:
    return [
        {"type": block["type"], "value": block["value"]} for block in article.body.get_prep_value()
    ]


def _in_the_tree(page: Any, parent: Page) -> Any:
    """Give a new page its place; one that has it keeps it, its changes still unsaved."""
    if page.pk:
        return page
    page.has_unpublished_changes = True
    return parent.add_child(instance=page)


def _document(folder: Path, given: dict[str, Any]) -> Any:
    """Return the stored file; the same content is stored once."""
    place = folder / Path(given["file"]).name
    documents = get_document_model()
    with place.open("rb") as opened:
        fingerprint = hash_filelike(opened)
        known = documents.objects.filter(file_hash=fingerprint).first()
        if known is not None:
            return known
        document = documents(
            title=str(given.get("title") or place.stem),
            file_hash=fingerprint,
            file_size=place.stat().st_size,
        )
        document.file.save(place.name, File(opened), save=True)
    return document
