"""Tables of timeliness: the clocks of policies, what was noticed about expiry, who confirmed what."""

from datetime import date

from django.db import models
from django.utils import timezone

from mingtang.content.pages.choices import ArticleKind
from mingtang.content.timeliness.counting import PUBLISHED


def kinds_to_confirm_at_first() -> list[str]:
    return [ArticleKind.POLICY.value, ArticleKind.ANSWER.value]


class Thresholds(models.Model):
    """How many days mean what, as the city sets them. One row; the law's 20 days are not here."""

    own_working_days = models.PositiveSmallIntegerField("政策几个工作日内上网", default=3)
    near_working_days = models.PositiveSmallIntegerField("到期前几个工作日提醒", default=1)
    expiry_near_days = models.PositiveSmallIntegerField("失效前几天提醒", default=30)
    confirm_after_days = models.PositiveSmallIntegerField("多少天没动过要复核", default=365)
    confirm_kinds = models.JSONField("哪些类别要复核", default=kinds_to_confirm_at_first)

    class Meta:
        verbose_name = "时效的天数"
        verbose_name_plural = "时效的天数"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_row_of_thresholds")
        ]

    def __str__(self) -> str:
        return "时效的天数"


class Clock(models.Model):
    """The two clocks of one policy, from its issue until it is public."""

    reference = models.CharField("来源编号", max_length=100, unique=True)
    title = models.CharField("标题", max_length=255)
    department = models.CharField("部门", max_length=100, blank=True, db_index=True)
    doc_number = models.CharField("发文字号", max_length=60, blank=True)
    issued_on = models.DateField("成文日期")
    due_on = models.DateField("应上网日期", db_index=True)
    lawful_due_on = models.DateField("法定期限")
    page_number = models.BigIntegerField("页面", null=True, unique=True)
    #: Begun here, in the CMS: the clock follows what the draft says.
    is_from_draft = models.BooleanField(default=False)
    #: Stage → the moment it was announced.
    stages = models.JSONField("已通报", default=dict)
    started_at = models.DateTimeField("开始计时", default=timezone.now)
    stopped_at = models.DateTimeField("停表时间", null=True)
    stopped_because = models.CharField("为什么停", max_length=300, blank=True)
    published_on = models.DateField("上网日期", null=True)

    class Meta:
        verbose_name = "政策时效"
        verbose_name_plural = "政策时效"
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(
                fields=["due_on"], name="running_clocks", condition=models.Q(stopped_at=None)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_on=None) | models.Q(stopped_because=PUBLISHED),
                name="published_means_stopped",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def was_late(self) -> bool:
        """Whether it was, or by now is, public too late."""
        if self.stopped_at and self.published_on is None:
            return False
        return (self.published_on or timezone.localdate()) > self.due_on

    def days_late(self, today: date) -> int:
        return max(0, (today - self.due_on).days)


class ExpiryNotice(models.Model):
    """That a public page's expiry was told of: once when near, once when it has come."""

    page_number = models.BigIntegerField("页面", db_index=True)
    expires_on = models.DateField("失效日期")
    stage = models.CharField("阶段", max_length=10)
    noticed_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "失效提醒"
        verbose_name_plural = "失效提醒"
        constraints = [
            models.UniqueConstraint(
                fields=["page_number", "expires_on", "stage"], name="one_notice_per_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_number} {self.stage}"


class Confirmation(models.Model):
    """Somebody looked at an old page and answers for it: it is still true."""

    page_number = models.BigIntegerField("页面", db_index=True)
    confirmed_by_id = models.UUIDField("谁确认的")
    confirmed_by_name = models.CharField("姓名", max_length=150)
    confirmed_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = "复核"
        verbose_name_plural = "复核"
        ordering = ["-confirmed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page_number} {self.confirmed_by_name}"
