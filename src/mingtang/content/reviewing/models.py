"""The review task of Wagtail's workflow, every act ever signed, and who stands in for whom."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.locks import WorkflowLock
from wagtail.models import Task, TaskState

from mingtang.content.reviewing.deadlines import Stage
from mingtang.content.reviewing.errors import OnlyInTheReviewList
from mingtang.content.reviewing.levels import Act, Level


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
    """One signed act: who proofread or decided what about which exact text, and in whose place.

    The database lets nobody change or remove it, only make it void when a page is withdrawn.
    Plain numbers instead of foreign keys: an act outlives the page it was about.
    """

    page_number = models.BigIntegerField(db_index=True)
    page_title = models.CharField("标题", max_length=255)
    review_number = models.BigIntegerField("送审", null=True, db_index=True)
    revision_number = models.BigIntegerField("版本")
    level = models.PositiveSmallIntegerField("级别", choices=Level, null=True)
    act = models.CharField("环节", max_length=20, choices=Act, default=Act.REVIEWING)
    outcome = models.CharField("结论", max_length=20, choices=Outcome)
    reviewer_id = models.UUIDField("审核人")
    reviewer_name = models.CharField("审核人姓名", max_length=150)
    standing_in_for_id = models.UUIDField("代谁", null=True)
    standing_in_for_name = models.CharField("代谁的姓名", max_length=150, blank=True)
    digest = models.CharField("SM3", max_length=64)
    comment = models.TextField("意见", blank=True)
    decided_at = models.DateTimeField("时间", default=timezone.now)
    is_void = models.BooleanField("已作废", default=False)
    #: The line of the audit trail that says the same.
    audit_number = models.BigIntegerField("审计链序号", null=True)

    class Meta:
        verbose_name = "审核记录"
        verbose_name_plural = "审核记录"
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review_number", "level", "act"],
                condition=models.Q(outcome="approved", is_void=False),
                name="one_approval_per_act",
            ),
            # One person, two levels: a trigger refuses that, an index cannot say it.
            models.UniqueConstraint(
                fields=["review_number", "reviewer_id", "act"],
                condition=models.Q(outcome="approved", is_void=False),
                name="one_act_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_title} {self.said}"

    @property
    def said(self) -> str:
        """What was signed, in a word."""
        if self.act == Act.PROOFREADING and self.outcome == Outcome.APPROVED:
            return "已校对"
        return Outcome(self.outcome).label

    @property
    def signature(self) -> str:
        """The name as it stands on the sheet, with whom it was done for."""
        if self.standing_in_for_name:
            return f"{self.reviewer_name}（代{self.standing_in_for_name}）"
        return self.reviewer_name


class Reminder(models.Model):
    """Who has been told that a review waits, and how urgently. Once for each stage."""

    task_state_number = models.BigIntegerField("哪一级", db_index=True)
    stage = models.CharField(
        "阶段", max_length=10, choices=[(one.value, one.value) for one in Stage]
    )
    #: Only a stand-in is told in person; the other stages go to everybody who can decide.
    person_id = models.UUIDField("代办人", null=True)
    reviewer_ids = models.JSONField("提醒了谁", default=list)
    reminded_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "催办"
        verbose_name_plural = "催办"
        constraints = [
            models.UniqueConstraint(
                fields=["task_state_number", "stage", "person_id"],
                nulls_distinct=False,
                name="one_reminder_per_stage",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_state_number} {self.stage}"


class Delegation(models.Model):
    """While somebody is absent, a stand-in has their role at one level. Never passed on."""

    level = models.PositiveSmallIntegerField("级别", choices=Level)
    absent_id = models.UUIDField("不在的人", db_index=True)
    absent_name = models.CharField("不在的人的姓名", max_length=150)
    stand_in_id = models.UUIDField("代办人", db_index=True)
    stand_in_name = models.CharField("代办人姓名", max_length=150)
    begins_on = models.DateField("从哪天")
    ends_on = models.DateField("到哪天")
    reason = models.CharField("为什么", max_length=200)
    arranged_by_id = models.UUIDField("安排人")
    arranged_by_name = models.CharField("安排人姓名", max_length=150)
    arranged_at = models.DateTimeField("安排时间", default=timezone.now)
    revoked_at = models.DateTimeField("收回时间", null=True)
    revoked_by_name = models.CharField("收回人", max_length=150, blank=True)

    class Meta:
        verbose_name = "代办"
        verbose_name_plural = "代办"
        ordering = ["-begins_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("begins_on")), name="delegation_ends_later"
            ),
            models.CheckConstraint(
                condition=~models.Q(absent_id=models.F("stand_in_id")),
                name="nobody_is_own_stand_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in_name}代{self.absent_name}"
