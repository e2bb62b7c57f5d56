"""What is public, and what still has to be rendered because of a change."""

from django.db import models

#: What kind of publication is no article.
HOME_KIND, COLUMN_KIND = "home", "column"


class Publication(models.Model):
    """A page that is public, with the exact revision that three people approved.

    A trigger in the database keeps Wagtail's `live` true to this table, whoever writes it.
    """

    page = models.OneToOneField("wagtailcore.Page", models.PROTECT, primary_key=True)
    revision = models.ForeignKey("wagtailcore.Revision", models.PROTECT, related_name="+")
    digest = models.CharField("SM3", max_length=64)
    path = models.CharField("地址", max_length=500, unique=True)
    kind = models.CharField("类别", max_length=20, db_index=True)
    column_number = models.BigIntegerField("上级页面", null=True, db_index=True)
    title = models.CharField("标题", max_length=255)
    summary = models.CharField("摘要", max_length=300, blank=True)
    department = models.CharField("部门", max_length=100, blank=True)
    doc_number = models.CharField("发文字号", max_length=60, blank=True)
    validity = models.CharField("有效性", max_length=10, blank=True)
    interprets_number = models.BigIntegerField("解读的文件", null=True, db_index=True)
    related_numbers = models.JSONField("相关页面", default=list)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    published_at = models.DateTimeField("发布时间")
    #: When it comes off by itself.
    expires_at = models.DateTimeField("定时撤下", null=True, db_index=True)
    #: The last day a policy is in force; the page stays, marked as no longer valid.
    valid_until = models.DateField("失效日期", null=True, db_index=True)
    changed_at = models.DateTimeField("最近发布", auto_now=True)

    class Meta:
        verbose_name = "已发布页面"
        verbose_name_plural = "已发布页面"
        ordering = ["-published_at", "-page_id"]
        indexes = [
            models.Index(fields=["column_number", "-published_at", "-page"]),
            models.Index(fields=["kind", "-published_at", "-page"]),
        ]

    def __str__(self) -> str:
        return self.title


class Schedule(models.Model):
    """A text that three people approved, waiting for the time that is part of what they approved."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, primary_key=True)
    revision = models.ForeignKey("wagtailcore.Revision", models.CASCADE, related_name="+")
    digest = models.CharField("SM3", max_length=64)
    title = models.CharField("标题", max_length=255)
    go_live_at = models.DateTimeField("发布时间", db_index=True)
    approved_by = models.CharField("终审人", max_length=150)
    approved_at = models.DateTimeField("终审时间", auto_now=True)
    #: Why it could not be published when its time came.
    problem = models.CharField("没有发布的原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "定时发布"
        verbose_name_plural = "定时发布"
        ordering = ["go_live_at"]

    def __str__(self) -> str:
        return self.title


class Stale(models.Model):
    """Something on disk that no longer shows what is true. Removed once it has been rendered.

    Several rows may name one thing: a change during its rendering must not be lost.
    """

    thing = models.CharField("要更新的", max_length=120)
    noticed_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "待更新"
        verbose_name_plural = "待更新"

    def __str__(self) -> str:
        return self.thing
