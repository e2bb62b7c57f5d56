"""Fills content with a site of many thousands of published pages, as if it had grown for years.

Rows are written in bulk, with the same texts, digests and records the commands would have left:
going through three reviews ten thousand times would measure those.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from mingtang.content.demo.building import home_page
from mingtang.content.pages.models import ArticlePage, ColumnPage, Department
from mingtang.content.pages.texts import digest_of
from mingtang.content.publishing.commands import publish_page
from mingtang.content.publishing.models import Publication, Stale
from mingtang.content.publishing.queries import path_of
from mingtang.content.reviewing.commands import keep_history
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.kernel.identity import THE_PLATFORM

#: Columns and what share of all articles each has: a few hold thousands, many hold dozens.
COLUMNS = {
    "gonggao": ("通知公告", "notice", 30),
    "yaowen": ("政务要闻", "news", 25),
    "zhengce": ("政策文件", "policy", 20),
    "jiedu": ("政策解读", "interpretation", 8),
    "bumen": ("部门动态", "news", 7),
    "wenda": ("大家问的", "answer", 5),
    "shebao": ("社会保险", "notice", 2),
    "zhufang": ("住房保障", "notice", 1),
    "jiaoyu": ("教育招生", "notice", 1),
    "huanjing": ("环境保护", "notice", 1),
}
GROUP = "xinxi"
FIRST_DAY = datetime(2019, 1, 2, 1, tzinfo=UTC)
BATCH = 500
PARAGRAPHS = 12
_SENTENCE = "<p>申请人应当向居住地街道提出申请，提交身份证件和居住证明，符合条件的当场办结；第{}条自公布起施行。</p>"


def fill(articles: int) -> list[int]:
    """Make the site; return the numbers of its columns."""
    home = home_page("明州市人民政府")
    publish_as_history(home)
    group = column(home, GROUP, "信息公开", "index")
    parents = [column(group, slug, *told[:2]) for slug, told in COLUMNS.items()]
    made = 0
    for parent, (_, kind, share) in zip(parents, COLUMNS.values(), strict=True):
        wanted = articles * share // 100
        for start in range(0, wanted, BATCH):
            _insert(parent, kind, numbers=range(start, min(start + BATCH, wanted)), of=wanted)
        made += wanted
    Stale.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [parent.pk for parent in parents]


def publish_as_history(page: Any) -> Publication:
    revision = page.save_revision()
    keep_history(actor=THE_PLATFORM, page=page, revision=revision, origin="bench")
    return publish_page(actor=THE_PLATFORM, page_number=page.pk, revision_number=revision.pk)


def column(parent: Any, slug: str, title: str, kind: str) -> Any:
    page = ColumnPage(
        slug=slug,
        title=title,
        kind=kind,
        live=False,
        description=f"{title}都在这里",
        keywords=title,
    )
    parent.add_child(instance=page)
    publish_as_history(page)
    page.refresh_from_db()
    return page


@cache
def department() -> Department:
    facts = {"name": "明州市公安局", "short": "公安局"}
    return Department.objects.get_or_create(code="gongan", defaults=facts)[0]


def article(kind: str, number: int, *, slug: str) -> ArticlePage:
    """An article of about the length of a notice, not in the tree yet."""
    body = "".join(_SENTENCE.format(line) for line in range(PARAGRAPHS))
    return ArticlePage(
        title=f"关于居住证签注第{number}号事项的通知",
        draft_title=f"关于居住证签注第{number}号事项的通知",
        slug=slug,
        kind=kind,
        live=False,
        department=department(),
        source="明州市公安局",
        summary=f"居住证一年签注一次，第{number}号。",
        keywords="居住证，签注",
        issuer="明州市公安局",
        doc_number=f"明公〔2026〕{number}号",
        validity="有效" if kind == "policy" else "",
        body=[
            {"type": "paragraph", "value": f"<h2>第{part}部分</h2>{body}"} for part in range(1, 4)
        ],
    )


@transaction.atomic
def _insert(parent: Any, kind: str, *, numbers: range, of: int) -> None:
    pages = list(_pages(parent, kind, numbers))
    Page.objects.bulk_create([_row(Page, page) for page in pages])
    stored = Page.objects.child_of(parent).filter(slug__in=[page.slug for page in pages])
    keys = dict(stored.values_list("slug", "pk"))
    for page in pages:
        page.pk = page.id = page.page_ptr_id = keys[page.slug]
        page._cached_parent_obj = parent
    ArticlePage.objects.all()._batched_insert(
        pages, ArticlePage._meta.local_concrete_fields, batch_size=None
    )
    _go_live(pages, kind, of=of, first=numbers.start)
    Page.objects.filter(pk=parent.pk).update(numchild=numbers.stop)


def _pages(parent: Any, kind: str, numbers: range) -> Iterator[ArticlePage]:
    for number in numbers:
        page = article(kind, number, slug=f"n{number}")
        page.depth = parent.depth + 1
        page.path = ArticlePage._get_path(parent.path, page.depth, number + 1)
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.content_type = page.cached_content_type
        page.locale = parent.locale
        page.attachments, page.related = [], []
        yield page


def _row(model: Any, page: Any) -> Any:
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    return model(**{field.attname: getattr(page, field.attname) for field in fields})


def _go_live(pages: list[ArticlePage], kind: str, *, of: int, first: int) -> None:
    digests = [digest_of(page) for page in pages]
    revisions = Revision.objects.bulk_create([_revision(page) for page in pages])
    Decision.objects.bulk_create(
        Decision(
            page_number=page.pk,
            page_title=page.title,
            revision_number=revision.pk,
            outcome=Outcome.HISTORY,
            reviewer_id=THE_PLATFORM.id,
            reviewer_name=THE_PLATFORM.name,
            digest=digest,
        )
        for page, revision, digest in zip(pages, revisions, digests, strict=True)
    )
    above = path_of(pages[0]._cached_parent_obj)
    span = (timezone.now() - FIRST_DAY) / (of + 1)
    Publication.objects.bulk_create(
        Publication(
            page_id=page.pk,
            revision=revision,
            digest=digest,
            path=f"{above}{page.slug}/",
            kind=kind,
            column_number=page._cached_parent_obj.pk,
            title=page.title,
            summary=page.summary,
            department="明州市公安局",
            doc_number=page.doc_number,
            validity=page.validity,
            published_at=FIRST_DAY + span * (first + place),
        )
        for place, (page, revision, digest) in enumerate(
            zip(pages, revisions, digests, strict=True), start=1
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE wagtailcore_page SET live = true, live_revision_id = r.id, latest_revision_id = r.id,"
            " has_unpublished_changes = false, first_published_at = now(), last_published_at = now()"
            " FROM wagtailcore_revision r WHERE r.id = ANY(%s)"
            " AND wagtailcore_page.id = r.object_id::int",
            [[revision.pk for revision in revisions]],
        )


def _revision(page: ArticlePage) -> Revision:
    return Revision(
        content_type=page.cached_content_type,
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        created_at=timezone.now() - timedelta(days=1),
        object_str=page.title,
        content=page.serializable_data(),
    )
