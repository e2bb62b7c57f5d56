"""What reviewing stands on: groups, their permissions, the three tasks and the workflow. Safe to repeat."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from mingtang.content.identity.roles import CMS_ROLES, EDITOR
from mingtang.content.reviewing.levels import WORKFLOW_NAME, Level
from mingtang.content.reviewing.models import ReviewTask

#: Nobody, in any group, may publish: Wagtail's own ways to publish stay shut for everyone.
EDITORS_ON_PAGES = ("add_page", "change_page")
EDITORS_ON_FILES = (
    *("add_image", "change_image", "choose_image"),
    *("add_document", "change_document", "choose_document"),
)
EDITORS_ON_REGISTERS = ("add_department", "change_department")


@transaction.atomic
def lay_ground() -> None:
    access = _permissions("wagtailadmin", ("access_admin",))
    for role in sorted(CMS_ROLES):
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.add(*access)
    _let_editors_write(Group.objects.get(name=EDITOR))
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    _make_workflow()


def _permissions(app_label: str | None, codenames: tuple[str, ...]) -> QuerySet[Permission]:
    found = Permission.objects.filter(codename__in=codenames)
    return found.filter(content_type__app_label=app_label) if app_label else found


def _let_editors_write(editors: Group) -> None:
    for root in Page.objects.filter(depth=1):
        for permission in _permissions("wagtailcore", EDITORS_ON_PAGES):
            GroupPagePermission.objects.get_or_create(
                group=editors, page=root, permission=permission
            )
    for collection in Collection.objects.filter(depth=1):
        for permission in _permissions(None, EDITORS_ON_FILES):
            GroupCollectionPermission.objects.get_or_create(
                group=editors, collection=collection, permission=permission
            )
    editors.permissions.add(*_permissions("content_pages", EDITORS_ON_REGISTERS))


def _make_workflow() -> None:
    """Put the three levels, in order, on the whole tree, and Wagtail's own workflow out of use."""
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    for level in Level:
        task, _ = ReviewTask.objects.get_or_create(level=level, defaults={"name": level.label})
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": level.value}
        )
    Workflow.objects.exclude(pk=workflow.pk).update(active=False)
    for root in Page.objects.filter(depth=1):
        WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
