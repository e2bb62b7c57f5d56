"""What each page is given out as: the edition that is asked for, and the finished files of exactly one text."""

from django.db import models

from mingtang.content.sources.kinds import KINDS, FormatKind, file_name

#: Raised when the formats of texts that have not changed must be made again, for a better layout.
VERSION = 1
MOST_ATTEMPTS = 3


class State(models.TextChoices):
    WAITING = "waiting", "等着做"
    DONE = "done", "做好了"
    FAILED = "failed", "有的没做成"


class Edition(models.Model):
    """One for each page: the text whose formats are wanted, and how far they are."""

    page_number = models.BigIntegerField("页面", primary_key=True)
    revision_number = models.BigIntegerField("稿次")
    digest = models.CharField("SM3", max_length=64)
    path = models.CharField("地址", max_length=500)
    title = models.CharField("标题", max_length=255)
    version = models.PositiveSmallIntegerField("版式", default=VERSION)
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("做过几次", default=0)
    failures = models.JSONField("没做成的", default=dict)
    ordered_at = models.DateTimeField("要做的时间", auto_now_add=True)
    finished_at = models.DateTimeField("做完的时间", null=True)

    class Meta:
        verbose_name = "多格式"
        verbose_name_plural = "多格式"
        indexes = [models.Index(fields=["state", "ordered_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_given_up(self) -> bool:
        return self.state == State.FAILED and self.attempts >= MOST_ATTEMPTS

    @property
    def failed_kinds(self) -> list[str]:
        return [KINDS[key].label if key in KINDS else "全部" for key in self.failures]

    def is_of(self, *, digest: str, path: str) -> bool:
        return (self.digest, self.path, self.version) == (digest, path, VERSION)


class Format(models.Model):
    """One finished file. It belongs to the text with this SM3 and to no other."""

    page_number = models.BigIntegerField("页面")
    digest = models.CharField("SM3 of the text", max_length=64)
    key = models.CharField("格式", max_length=10)
    content = models.BinaryField("内容")
    size = models.PositiveBigIntegerField("字节数")
    sm3 = models.CharField("SM3 of the file", max_length=64)
    made_at = models.DateTimeField("做成的时间", auto_now_add=True)

    class Meta:
        verbose_name = "格式文件"
        verbose_name_plural = "格式文件"
        constraints = [
            models.UniqueConstraint(
                fields=["page_number", "digest", "key"], name="one_file_for_each_format"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_number} {self.key}"

    @property
    def kind(self) -> FormatKind:
        return KINDS[self.key]

    def file_name(self, slug: str) -> str:
        return file_name(self.key, slug=slug)
