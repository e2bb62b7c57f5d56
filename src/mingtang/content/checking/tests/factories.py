"""Valid entries, leaders and drafts with something wrong in them."""

import io
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from openpyxl import Workbook
from wagtail.documents import get_document_model

from mingtang.content.checking.commands.leaders import load_leaders
from mingtang.content.pages.models import Attachment
from mingtang.content.tests import factories as make
from mingtang.content.wording.model import Category, Entry, Severity

#: Belongs to nobody: the example of GB 11643.
IDENTITY_NUMBER = "11010519491231002X"


def entry(wrong: str = "明洲市", right: str = "明州市", **facts: Any) -> Entry:
    given = {"category": Category.TYPO, "severity": Severity.ORDINARY, **facts}
    return Entry(wrong=wrong, right=right, **given)


def leaders() -> None:
    load_leaders(
        [
            {"name": "林致和", "office": "市长"},
            {"name": "祝云舟", "office": "副市长"},
            {"name": "高远山", "office": "秘书长"},
        ]
    )


def draft(words: str = "每年签注一次。", **fields: Any) -> Any:
    body = [{"type": "paragraph", "value": f"<p>{words}</p>"}]
    return make.draft(body=fields.pop("body", body), **fields)


def workbook(*rows: Sequence[Any], title: str = "名单") -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def attach(page: Any, name: str, content: bytes, *, title: str = "名单") -> Any:
    document = get_document_model()(title=title)
    document.file.save(name, ContentFile(content), save=True)
    page.attachments = [*page.attachments.all(), Attachment(document=document, title=title)]
    page.save_revision()
    return page
