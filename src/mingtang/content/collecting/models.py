"""Sources, and everything that was ever found on them."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from mingtang.content.pages.models import Department

#: Failures running after which everybody is told.
FAILURES_TO_ANNOUNCE = 3
FIRST_PAUSE = timedelta(minutes=10)
MOST_TRIES = 5


class Kind(models.TextChoices):
    """What a source turned out to be; found out at every visit."""

    UNKNOWN = "", "还没采过"
    PAGE = "page", "网页列表"
    FEED = "feed", "RSS 订阅"
    MAP = "map", "站点地图"
    API = "api", "JSON 接口"
    FOLDER = "folder", "监视文件夹"


class Interval(models.IntegerChoices):
    HALF_HOUR = 30, "每半小时"
    HOUR = 60, "每小时"
    THREE_HOURS = 180, "每三小时"
    DAY = 1440, "每天"


class Health(models.TextChoices):
    PAUSED = "paused", "已暂停"
    RUNNING = "running", "正在采集"
    NEW = "new", "还没采过"
    FINE = "fine", "正常"
    SHAKY = "shaky", "上次没采成"
    FAILED = "failed", "采不了"


class Source(models.Model):
    """Where policies are collected. The address is enough; all else is found or has a default."""

    name = models.CharField("名称", max_length=150, blank=True)
    address = models.CharField("网址", max_length=2000, blank=True)
    folder = models.CharField("文件夹", max_length=200, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, verbose_name="部门")
    every_minutes = models.PositiveIntegerField(
        "多久采一次", choices=Interval, default=Interval.HOUR
    )
    since = models.DateField("只采这一天以后发布的", null=True, blank=True)
    most_pages = models.PositiveSmallIntegerField("每次最多翻几页", default=5)
    hints = models.JSONField("手工指定", default=dict, blank=True)

    kind = models.CharField("类型", max_length=10, choices=Kind, blank=True, default=Kind.UNKNOWN)
    is_paused = models.BooleanField("暂停", default=False)
    next_run_at = models.DateTimeField("下次采集", default=timezone.now, db_index=True)
    running_until = models.DateTimeField(null=True)
    """A lease: whoever runs keeps it fresh; a run that was killed frees the source by itself."""
    run_id = models.UUIDField(null=True)
    backlog = models.CharField(max_length=2000, blank=True)
    """Where the older part of a long list goes on, when one visit was not enough."""
    has_yielded = models.BooleanField(default=False)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)

    last_run_at = models.DateTimeField("上次采集", null=True)
    last_good_at = models.DateTimeField("上次成功", null=True)
    last_listed = models.PositiveIntegerField("上次看到", default=0)
    last_new = models.PositiveIntegerField("上次新增", default=0)
    failures = models.PositiveIntegerField("连续失败", default=0)
    trouble = models.CharField("问题", max_length=500, blank=True)
    failed_since = models.DateTimeField(null=True)
    is_announced_failed = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "采集来源"
        verbose_name_plural = "采集来源"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["address", "folder"], name="one_source_per_address")
        ]

    def __str__(self) -> str:
        return self.name or self.address or self.folder

    @property
    def is_folder(self) -> bool:
        return bool(self.folder)

    def health_at(self, now: datetime) -> Health:
        if self.running_until and self.running_until > now:
            return Health.RUNNING
        if self.is_paused:
            return Health.PAUSED
        if self.failures:
            is_lost = self.failures >= FAILURES_TO_ANNOUNCE or self.is_announced_failed
            return Health.FAILED if is_lost else Health.SHAKY
        return Health.FINE if self.last_good_at else Health.NEW

    @property
    def health(self) -> Health:
        return self.health_at(timezone.now())

    def succeed(self, *, at: datetime) -> bool:
        """Note a good run; tell whether the source had been announced as failed."""
        had_failed = self.is_announced_failed
        self.failures, self.trouble, self.failed_since = 0, "", None
        self.is_announced_failed = False
        self.last_run_at = self.last_good_at = at
        self.next_run_at = at + timedelta(minutes=self.every_minutes)
        return had_failed

    def fail(self, trouble: str, *, at: datetime, is_certain: bool = False) -> bool:
        """Note a failed run; tell whether it must be announced now. Trying goes on, ever slower."""
        self.failures += 1
        self.trouble = trouble[:500]
        self.failed_since = self.failed_since or at
        self.last_run_at = at
        usual = timedelta(minutes=self.every_minutes)
        self.next_run_at = at + min(usual, FIRST_PAUSE * 2 ** min(self.failures - 1, 8))
        is_due = is_certain or self.failures >= FAILURES_TO_ANNOUNCE
        is_first = is_due and not self.is_announced_failed
        self.is_announced_failed = self.is_announced_failed or is_due
        return is_first


class Outcome(models.TextChoices):
    WAITING = "waiting", "待采"
    TAKEN = "taken", "已收稿"
    DUPLICATE = "duplicate", "重复，没有收"
    REFUSED = "refused", "没有收"
    PASSED = "passed", "不是文件，跳过"
    FAILED = "failed", "没采到"


class Original(models.TextChoices):
    SAME = "same", "没有变化"
    MISSING = "missing", "上次没打开"
    CHANGED = "changed", "原文改了"
    WITHDRAWN = "withdrawn", "原文撤下了"


class Item(models.Model):
    """One address found on a source, what became of it, and its text to compare with later."""

    #: Outcomes after which an address is not asked for again.
    SETTLED: ClassVar = (Outcome.TAKEN, Outcome.DUPLICATE, Outcome.REFUSED, Outcome.PASSED)

    source = models.ForeignKey(Source, models.CASCADE, related_name="items")
    key = models.CharField(max_length=64)
    """SM3 of the address without what changes from visit to visit."""
    address = models.CharField("网址", max_length=2000)
    title = models.CharField("标题", max_length=300, blank=True)
    doc_number = models.CharField("文号", max_length=100, blank=True, db_index=True)
    published_on = models.DateField("日期", null=True)
    body = models.TextField(blank=True)
    """What an interface gave instead of a page, until it is taken in."""
    linked = models.JSONField(default=list)
    attachments = models.JSONField("附件", default=list)

    outcome = models.CharField(
        "结果", max_length=10, choices=Outcome, default=Outcome.WAITING, db_index=True
    )
    sentence = models.CharField("说明", max_length=500, blank=True)
    reference = models.CharField("收稿编号", max_length=100, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    found_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    digest = models.CharField("SM3", max_length=64, blank=True, db_index=True)
    page_digest = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    checked_at = models.DateTimeField(null=True, db_index=True)
    original = models.CharField("原文", max_length=10, choices=Original, default=Original.SAME)
    new_text = models.TextField(blank=True)
    new_digest = models.CharField(max_length=64, blank=True)
    noticed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "采到的文件"
        verbose_name_plural = "采到的文件"
        ordering = ["-found_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="one_item_per_address")
        ]

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def needs_a_look(self) -> bool:
        is_gone = self.original == Original.WITHDRAWN and self.noticed_at is None
        return is_gone or self.original == Original.CHANGED

    @property
    def may_be_retried(self) -> bool:
        return self.outcome in (Outcome.FAILED, Outcome.REFUSED)
