from typing import Any

from wagtail.models import Workflow

from mingtang.content.demo.building import home_page
from mingtang.content.identity.models import StaffMember
from mingtang.content.pages.models import ArticlePage, ColumnPage, Department
from mingtang.content.pages.texts import digest_of
from mingtang.content.publishing.commands import publish_page
from mingtang.content.publishing.models import Publication
from mingtang.content.reviewing.commands import (
    Seen,
    approve_text,
    keep_history,
    proofread_text,
)
from mingtang.content.reviewing.levels import WORKFLOW_NAME
from mingtang.content.reviewing.models import Outcome
from mingtang.content.tests.people import (
    department_reviewer,
    editor,
    final_reviewer,
    legal_reviewer,
)
from mingtang.kernel.identity import THE_PLATFORM, Actor


def publish_as_history(page: Any) -> Publication:
    revision = page.save_revision()
    keep_history(actor=THE_PLATFORM, page=page, revision=revision, origin="test")
    return publish_page(actor=THE_PLATFORM, page_number=page.pk, revision_number=revision.pk)


def home() -> Any:
    page = home_page("明州市人民政府")
    if not page.live:
        publish_as_history(page)
    page.refresh_from_db()
    return page


def column(slug: str = "tongzhi", *, parent: Any = None, **fields: Any) -> ColumnPage:
    facts = {"title": "通知公告", "kind": "notice", "description": "要知道的事", "keywords": "通知"}
    page = ColumnPage(slug=slug, live=False, **{**facts, **fields})
    (parent or home()).add_child(instance=page)
    publish_as_history(page)
    page.refresh_from_db()
    return page


def department() -> Department:
    return Department.objects.get_or_create(
        code="gongan", defaults={"name": "明州市公安局", "short": "公安局"}
    )[0]


def draft(parent: Any = None, *, author: Actor | None = None, **fields: Any) -> ArticlePage:
    """An article an editor has written and saved, not sent yet."""
    facts = {
        "title": "关于居住证签注的通知",
        "slug": "juzhuzheng",
        "kind": "notice",
        "source": "明州市公安局",
        "summary": "居住证一年签注一次。",
        "body": [{"type": "paragraph", "value": "<p>每年<b>签注</b>一次。</p>"}],
    }
    page = ArticlePage(live=False, department=department(), **{**facts, **fields})
    (parent or column()).add_child(instance=page)
    page.save_revision(user=user_of(author or editor()))
    return page


def user_of(actor: Actor) -> StaffMember:
    return StaffMember.objects.get(pk=actor.id)


def send(page: Any, *, by: Actor | None = None) -> Any:
    """Send a draft for review."""
    page.refresh_from_db()
    workflow = Workflow.objects.get(name=WORKFLOW_NAME)
    return workflow.start(page.specific, user_of(by or editor()))


def seen(page: Any) -> Seen:
    """What a reviewer has before their eyes at this moment."""
    page = type(page).objects.get(pk=page.pk)
    text = page.get_latest_revision().as_object()
    return Seen(
        task_state_number=page.current_workflow_state.current_task_state_id, digest=digest_of(text)
    )


def approve(page: Any, *reviewers: Actor) -> None:
    """Let each reviewer do both acts of the level that waits: proofread, then approve."""
    for reviewer in reviewers:
        signed = proofread_text(actor=reviewer, seen=seen(page))
        if signed.outcome == Outcome.APPROVED:
            approve_text(actor=reviewer, seen=seen(page))


def reviewers() -> tuple[Actor, Actor, Actor]:
    return department_reviewer(), legal_reviewer(), final_reviewer()


def published(page: Any | None = None) -> ArticlePage:
    """An article that went the whole way."""
    page = page or draft()
    send(page)
    approve(page, *reviewers())
    page.refresh_from_db()
    return page
