"""How an article is shown: its body as HTML, its head fields, its table of contents."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Protocol

from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from mingtang.content.pages.richtext import plain_text, safe_html

LONGEST_SIDE = "max-1200x1200"
#: As cleaned rich text writes it: without attributes, nothing nested in it that is a heading.
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


class Files(Protocol):
    """Where the files of a page lie: in the CMS for a preview, under /files/ for readers."""

    def address_of_document(self, document: Any) -> str: ...

    def address_of_picture(self, rendition: Any) -> str: ...


class FilesOfTheCms:
    """Addresses that only signed-in staff can open."""

    def address_of_document(self, document: Any) -> str:
        return str(document.url)

    def address_of_picture(self, rendition: Any) -> str:
        return str(rendition.url)


@dataclass(frozen=True)
class Body:
    html: SafeString
    #: Anchor and words of each second-level heading.
    contents: list[dict[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return plain_text(self.html)


def body_of(page: Any, *, files: Files) -> Body:
    """Return the body as HTML; every value of every block is escaped or cleaned."""
    parts = [_SHOW[block.block_type](block.value, files) for block in page.body]
    contents: list[dict[str, str]] = []

    def number(heading: re.Match[str]) -> str:
        anchor = f"s{len(contents) + 1}"
        contents.append({"id": anchor, "title": unescape(strip_tags(heading[1]))})
        return f'<h2 id="{anchor}">{heading[1]}</h2>'

    html = _HEADING.sub(number, "\n".join(parts))
    return Body(html=mark_safe(html), contents=contents)  # noqa: S308  made of safe parts only


def article_of(page: Any, *, files: Files) -> dict[str, Any]:
    """Return the context of an article, without what only publishing knows (date, relations)."""
    body = body_of(page, files=files)
    return {
        "title": page.title,
        "kind": page.kind,
        "summary": page.summary,
        "department": page.department.name if page.department else "",
        "department_code": page.department.code if page.department else "",
        "source": page.source,
        "author": page.author,
        "keywords": words_of(page.keywords),
        "issuer": page.issuer,
        "doc_number": page.doc_number,
        "index_number": page.index_number,
        "theme": page.theme,
        "addressee": page.addressee,
        "issued_on": page.issued_on,
        "effective_on": page.effective_on,
        "expires_on": page.expires_on,
        "validity": page.validity,
        "body": body.html,
        "contents": body.contents,
        "text": body.text,
        "attachments": attachments_of(page, files=files),
    }


def attachments_of(page: Any, *, files: Files) -> list[dict[str, Any]]:
    return [
        {
            "title": attachment.title or attachment.document.title,
            "address": files.address_of_document(attachment.document),
            "kind": attachment.document.file_extension.upper(),
            "size": attachment.document.get_file_size() or 0,
        }
        for attachment in page.attachments.order_by("sort_order").select_related("document")
    ]


def preview_of(page: Any) -> dict[str, Any]:
    """Return what an editor sees before anything is public."""
    article = article_of(page, files=FilesOfTheCms())
    published = page.first_published_at
    article["published_at"] = localtime(published) if published else None
    parent = page.get_parent()
    crumbs = [{"title": "首页", "path": "/"}]
    if parent is not None and parent.depth > 2:
        crumbs.append({"title": parent.title, "path": parent.url or "#"})
    return {"article": article, "breadcrumbs": crumbs, "interpretations": [], "related": []}


def words_of(text: str) -> list[str]:
    return [word for word in text.replace("，", ",").replace("、", ",").split(",") if word.strip()]


def _paragraph(value: Any, _files: Files) -> str:
    return safe_html(value.source)


def _quote(value: Any, _files: Files) -> str:
    return format_html("<blockquote><p>{}</p></blockquote>", value)


def _table(value: Any, _files: Files) -> str:
    heads = format_html_join(
        "", '<th scope="col">{}</th>', ((column["heading"],) for column in value.columns)
    )
    rows = format_html_join("", "<tr>{}</tr>", ((_cells(row["values"]),) for row in value.row_data))
    caption = format_html("<caption>{}</caption>", value.caption) if value.caption else ""
    return format_html(
        '<div class="table-wrap" role="region" aria-label="{}" tabindex="0">'
        '<table class="table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        value.caption or "表格，可以左右滑动",
        caption,
        heads,
        rows,
    )


def _cells(values: list[Any]) -> SafeString:
    return format_html_join(
        "", "<td>{}</td>", ((conditional_escape(value or ""),) for value in values)
    )


def _picture(value: Any, files: Files) -> str:
    if value["image"] is None:
        return ""
    rendition = value["image"].get_rendition(LONGEST_SIDE)
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}" loading="lazy"></figure>',
        files.address_of_picture(rendition),
        value["alt"],
        rendition.width,
        rendition.height,
    )


def _attachment(value: Any, files: Files) -> str:
    document = value["document"]
    if document is None:
        return ""
    return format_html(
        '<p><a href="{}" download>{}</a></p>',
        files.address_of_document(document),
        value["title"] or document.title,
    )


_SHOW: dict[str, Callable[[Any, Files], str]] = {
    "paragraph": _paragraph,
    "table": _table,
    "picture": _picture,
    "attachment": _attachment,
    "quote": _quote,
}
