"""What was counted, what people said, what is proposed, and where moved pages are now."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class LogPosition(models.Model):
    """How far a log has been read. Kept in the transaction that keeps what was counted from it."""

    name = models.CharField(max_length=50, primary_key=True)
    inode = models.BigIntegerField(default=0)
    offset = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.offset}"


class DailySalt(models.Model):
    """What visitors are hashed with for one day. Thrown away after it, and with it who they were."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.day}"


class Sitting(models.Model):
    """A visitor of today as a hash, with the pages of the sitting in progress. Gone tomorrow."""

    visitor = models.CharField(max_length=32, primary_key=True)
    day = models.DateField(db_index=True)
    is_left_out = models.BooleanField(default=False)
    steps = models.JSONField(default=list)
    seen = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.day}"


class PageDay(models.Model):
    """What one page was to its visitors on one day. Sums only."""

    day = models.DateField()
    path = models.CharField(max_length=500)
    visits = models.PositiveIntegerField(default=0)
    visitors = models.PositiveIntegerField(default=0)
    search_entries = models.PositiveIntegerField(default=0)
    exits = models.PositiveIntegerField(default=0)
    #: How many sittings ended their search here, and how long that took them together.
    finds = models.PositiveIntegerField(default=0)
    find_seconds = models.PositiveBigIntegerField(default=0)
    #: How often people stayed how long: one number for each span of counting.SPANS.
    dwell = ArrayField(models.PositiveIntegerField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "path"], name="one_row_per_page_day")]
        indexes = [models.Index(fields=["path", "day"])]

    def __str__(self) -> str:
        return f"{self.day} {self.path}"


class Together(models.Model):
    """In how many sittings of a day two places were visited; a place with itself: in how many at all."""

    day = models.DateField()
    first = models.CharField(max_length=500)
    second = models.CharField(max_length=500)
    sittings = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "first", "second"], name="one_row_per_pair_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.first} {self.second}"


class Reason(models.TextChoices):
    """Why a page did not help."""

    NOT_FOUND = "not-found", "没有我要找的内容"
    NOT_CLEAR = "not-clear", "看不懂"
    OUTDATED = "outdated", "内容过时了"
    WRONG = "wrong", "有错误"
    CANNOT_DO = "cannot-do", "照着做办不成"
    OTHER = "other", "其他"


class Feedback(models.Model):
    """有用 or 没用, said once about one page by somebody nobody knows."""

    page_number = models.BigIntegerField(db_index=True)
    is_useful = models.BooleanField("有用")
    reason = models.CharField("原因", max_length=20, choices=Reason, blank=True)
    words = models.CharField("说明", max_length=300, blank=True)
    said_at = models.DateTimeField("时间", auto_now_add=True)
    changed_at = models.DateTimeField("最近修改", auto_now=True)

    class Meta:
        verbose_name = "网页评价"
        verbose_name_plural = "网页评价"

    def __str__(self) -> str:
        return "有用" if self.is_useful else "没用"


class ProposalKind(models.TextChoices):
    MERGE = "merge", "合并"
    SPLIT = "split", "拆分"
    MOVE = "move", "移动"


class Status(models.TextChoices):
    PROPOSED = "proposed", "待处理"
    CARRIED_OUT = "carried-out", "已执行"
    UNDONE = "undone", "已撤销"
    DISMISSED = "dismissed", "不采纳"
    OUTDATED = "outdated", "已过期"


class Proposal(models.Model):
    """A better arrangement of columns, the evidence for it, and what it took to carry it out."""

    kind = models.CharField("类别", max_length=10, choices=ProposalKind)
    parent_number = models.BigIntegerField("上级栏目")
    title = models.CharField("提议", max_length=200)
    #: The groups: new title, slug, description, and which columns or articles go there.
    plan = models.JSONField(default=dict)
    evidence = models.JSONField(default=dict)
    #: Equal for the same columns in the same groups: what was dismissed is not proposed again.
    fingerprint = models.CharField(max_length=64, db_index=True)
    status = models.CharField("状态", max_length=12, choices=Status, default=Status.PROPOSED)
    found_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_at = models.DateTimeField("处理时间", null=True)
    decided_by = models.CharField("处理人", max_length=150, blank=True)
    #: Everything that was done, so that it can be undone.
    journal = models.JSONField(default=dict)

    class Meta:
        verbose_name = "栏目提议"
        verbose_name_plural = "栏目提议"
        ordering = ["-found_at", "-pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=models.Q(status="proposed"),
                name="one_open_proposal_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Deed(models.TextChoices):
    CARRY_OUT = "carry-out", "执行"
    UNDO = "undo", "撤销"


class Order(models.Model):
    """What somebody told the worker to do with a proposal. Done, it is gone; refused, it says why."""

    #: One that no worker brought to an end by then is void, and the proposal open again.
    VOID_AFTER: ClassVar[timedelta] = timedelta(hours=1)

    proposal = models.OneToOneField(Proposal, models.CASCADE, primary_key=True)
    deed = models.CharField("做什么", max_length=10, choices=Deed)
    titles = models.JSONField("新栏目的名称", null=True)
    by_id = models.UUIDField()
    by_name = models.CharField("谁按下的", max_length=150)
    ordered_at = models.DateTimeField("按下时间")
    sentence = models.CharField("没有办成的原因", max_length=500, blank=True)

    class Meta:
        verbose_name = "栏目调整任务"
        verbose_name_plural = "栏目调整任务"

    def __str__(self) -> str:
        return f"{self.get_deed_display()} {self.proposal_id}"

    @property
    def is_under_way(self) -> bool:
        return not self.sentence and self.ordered_at > timezone.now() - self.VOID_AFTER


class Redirect(models.Model):
    """An old address. It leads to a page by number, so a page that moves again makes no chain."""

    path = models.CharField("旧地址", max_length=500, primary_key=True)
    target_number = models.BigIntegerField("现在的页面", db_index=True)
    #: What follows the page's address: feed.xml for the feed of a column.
    rest = models.CharField(max_length=50, blank=True)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="redirects")

    class Meta:
        verbose_name = "旧地址"
        verbose_name_plural = "旧地址"

    def __str__(self) -> str:
        return self.path
