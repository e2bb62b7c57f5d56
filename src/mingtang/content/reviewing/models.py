"""The review task of Wagtail's workflow, and every decision ever made."""

from typing import Any

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from mingtang.content.reviewing.errors import OnlyInTheReviewList
from mingtang.content.reviewing.levels import Level


class ReviewLock(WorkflowLock):
    """While a text is being reviewed nobody changes it: what was approved must be what is published."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> SafeString:
        return format_html(
            "正在<b>{}</b>。送审后不能改；要改请先点“取消工作流”撤回，改好再从头送审。",
            self.task.name,
        )

    def get_locked_by(self, user: Any, can_lock: bool = False) -> str:
        return "审核中"

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        return "审核期间谁都不能修改"


class ReviewTask(Task):
    """One level. Wagtail itself offers no way to decide it: `reviewing.commands` is the only one."""

    level = models.PositiveSmallIntegerField("级别", choices=Level, unique=True)

    lock_class = ReviewLock
    admin_form_fields = ["name"]

    class Meta:
        verbose_name = "审核"
        verbose_name_plural = "审核"

    def __str__(self) -> str:
        return Level(self.level).label

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        return []

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Refuse: Wagtail does not check here who is acting."""
        raise OnlyInTheReviewList


class Outcome(models.TextChoices):
    APPROVED = "approved", "通过"
    RETURNED = "returned", "退回修改"
    RESTARTED = "restarted", "稿件有变，重新初审"
    HISTORY = "history", "历史页面，以前已审"


class Decision(models.Model):
    """Who decided what about which exact text. Never changed; a withdrawal makes it void.

    Plain numbers instead of foreign keys: a decision outlives the page it was about.
    """

    page_number = models.BigIntegerField(db_index=True)
    page_title = models.CharField("标题", max_length=255)
    review_number = models.BigIntegerField("送审", null=True, db_index=True)
    revision_number = models.BigIntegerField("版本")
    level = models.PositiveSmallIntegerField("级别", choices=Level, null=True)
    outcome = models.CharField("结论", max_length=20, choices=Outcome)
    reviewer_id = models.UUIDField("审核人")
    reviewer_name = models.CharField("审核人姓名", max_length=150)
    digest = models.CharField("SM3", max_length=64)
    comment = models.TextField("意见", blank=True)
    decided_at = models.DateTimeField("时间", auto_now_add=True)
    is_void = models.BooleanField("已作废", default=False)

    class Meta:
        verbose_name = "审核记录"
        verbose_name_plural = "审核记录"
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review_number", "level"],
                condition=models.Q(outcome="approved", is_void=False),
                name="one_approval_per_level",
            ),
            models.UniqueConstraint(
                fields=["review_number", "reviewer_id"],
                condition=models.Q(outcome="approved", is_void=False),
                name="one_level_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_title} {self.get_outcome_display()}"
