"""Tables of intake and the rules of one record."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone

from mingtang.content.reading.fields import DOUBTFUL, Field
from mingtang.content.reading.lessons import LessonKind

LESSON_KINDS = [
    (LessonKind.REPLACE.value, "名称换写法"),
    (LessonKind.TRIM.value, "去掉首尾"),
    (LessonKind.POSITION.value, "记住位置"),
    (LessonKind.HEADING.value, "记住小标题"),
    (LessonKind.DISMISS.value, "不要这一类"),
]


class State(models.TextChoices):
    TO_CHECK = "check", "待核对"
    DRAFTED = "drafted", "已成稿"
    SET_ASIDE = "aside", "不发布"


class Submission(models.Model):
    """A policy file that was taken in, with its text and what the parser made of it."""

    reference = models.CharField("来稿编号", max_length=30, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.TO_CHECK, db_index=True)
    title = models.CharField("标题", max_length=300, blank=True)
    doc_number = models.CharField("发文字号", max_length=60, blank=True, db_index=True)
    origin = models.CharField("来源", max_length=200)
    source_address = models.CharField("原文地址", max_length=1000, blank=True)
    handed_in_by = models.CharField("经手人", max_length=100)
    taken_in_at = models.DateTimeField("收到时间", default=timezone.now, db_index=True)
    issued_on = models.DateField("成文日期", null=True)
    text = models.TextField("原文")
    #: SM3 of the text without its white space: the same words are the same file.
    digest = models.CharField(max_length=64, unique=True)
    #: Blocks, structure, tables and warnings as the reader gave them.
    reading = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    #: Grows with every change, so that a second editor's old page is noticed.
    version = models.PositiveIntegerField(default=0)
    page_number = models.PositiveBigIntegerField(null=True, db_index=True)
    reason = models.CharField("为什么不发布", max_length=500, blank=True)

    class Meta:
        ordering = ["-taken_in_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class KeptFile(models.Model):
    """The file as it came, or an attachment: read once, found free of 密级, never served as a page."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    #: Below INTAKE_ROOT.
    place = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sm3 = models.CharField(max_length=64)
    is_original = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_original", "pk"]

    def __str__(self) -> str:
        return self.name


class Lesson(models.Model):
    """What a correction taught: applied to later files with its reason, until it is forgotten."""

    kind = models.CharField(max_length=10, choices=LESSON_KINDS)
    field = models.CharField(max_length=30, choices=Field)
    #: The issuer or the source it holds for; nothing said means everywhere.
    scope = models.CharField(max_length=200, blank=True)
    pattern = models.JSONField(default=dict)
    meaning = models.TextField(blank=True)
    change = models.ForeignKey("Change", models.CASCADE, related_name="lessons")
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=100)
    learned_at = models.DateTimeField(default=timezone.now)
    is_active = models.BooleanField(default=True, db_index=True)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-learned_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_field_display()}"


class Status(models.TextChoices):
    FOUND = "found", "未看"
    ACCEPTED = "accepted", "看过，对"
    CORRECTED = "corrected", "改过"
    ADDED = "added", "补上的"
    DELETED = "deleted", "去掉的"


class FoundValue(models.Model):
    """One value of one field, with its place in the source and what an editor said about it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="found")
    field = models.CharField(max_length=30, choices=Field)
    text = models.TextField()
    #: As the parser had it, before lessons and corrections.
    read_text = models.TextField(blank=True)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    page = models.PositiveIntegerField(default=1)
    confidence = models.FloatField(default=1.0)
    status = models.CharField(max_length=10, choices=Status, default=Status.FOUND)
    lesson = models.ForeignKey(Lesson, models.SET_NULL, null=True, related_name="found")
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.get_field_display()}：{self.text}"

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody has to look before it may be used."""
        return self.status == Status.FOUND and self.confidence < DOUBTFUL

    @property
    def is_in_source(self) -> bool:
        return self.end > self.start

    def snapshot(self) -> dict[str, Any]:
        """What a change has to remember to be taken back."""
        names = ("text", "start", "end", "page", "status", "lesson_id", "decided_by")
        at = self.decided_at.isoformat() if self.decided_at else None
        return {name: getattr(self, name) for name in names} | {"decided_at": at}


class Change(models.Model):
    """One correction: what, by whom, when. It is what the parser can be trained with."""

    class Act(models.TextChoices):
        ACCEPT = "accept", "确认"
        CORRECT = "correct", "改动"
        ADD = "add", "补上"
        DELETE = "delete", "去掉"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="changes")
    value = models.ForeignKey(FoundValue, models.CASCADE, related_name="changes")
    act = models.CharField(max_length=10, choices=Act)
    #: Changes made by one press of a button are taken back together.
    batch = models.UUIDField(default=uuid4, db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=100)
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.value}"


class UploadState(models.TextChoices):
    WAITING = "waiting", "排队"
    READING = "reading", "在读"
    DONE = "done", "读好了"
    REFUSED = "refused", "没有收"
    STOPPED = "stopped", "已停下"


class Upload(models.Model):
    """A file on its way in: it waits on disk, is read by the worker, and then stays or is wiped."""

    batch = models.UUIDField(db_index=True)
    name = models.CharField(max_length=255)
    #: Below INTAKE_ROOT; empty once the file was kept or wiped.
    place = models.CharField(max_length=255, blank=True)
    #: Pairs of name and place.
    attachments = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.WAITING)
    sentence = models.TextField(blank=True)
    #: What became of it, or the earlier one it repeats.
    reference = models.CharField(max_length=30, blank=True)
    by_id = models.UUIDField()
    uploaded_at = models.DateTimeField(default=timezone.now, db_index=True)
    started_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.get_state_display()}"

    @property
    def is_under_way(self) -> bool:
        return self.state in {UploadState.WAITING, UploadState.READING}


class Proposal(models.Model):
    """Words of the source that a model would make a key point. An editor decides."""

    class State(models.TextChoices):
        OPEN = "open", "待看"
        TAKEN = "taken", "采用"
        LEFT = "left", "不用"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="proposals")
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return self.text
