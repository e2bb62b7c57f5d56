"""The lexicon, the register of leaders, false alarms on record, and findings of files already checked."""

from uuid import uuid4

from django.db import models

from mingtang.content.wording.model import Category, Entry, Finding, Leader, Severity
from mingtang.content.wording.rules import DIVIDER, words_in

CATEGORIES = [(category.value, category.value) for category in Category]
SEVERITIES = [(severity.value, severity.value) for severity in Severity]
LONGEST_WORD = 60
LONGEST_FOUND = 500


class LexiconVersion(models.Model):
    """One row: a mark that is another one after every change to the lexicon or the register.

    Not a number: after a restored backup the same number would come again with other words.
    """

    mark = models.UUIDField(default=uuid4)

    class Meta:
        verbose_name = "词库版本"
        verbose_name_plural = "词库版本"

    def __str__(self) -> str:
        return str(self.mark)


class LexiconEntry(models.Model):
    """A line of the lexicon. Conditions are words divided by |."""

    wrong = models.CharField("错敏词", max_length=LONGEST_WORD)
    right = models.CharField("建议", max_length=200)
    category = models.CharField("类别", max_length=20, choices=CATEGORIES, db_index=True)
    severity = models.CharField("严重度", max_length=4, choices=SEVERITIES, db_index=True)
    unless_words = models.TextField("除非出现在", blank=True)
    before_words = models.CharField("前面要有", max_length=500, blank=True)
    after_words = models.CharField("后面要有", max_length=500, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    is_built_in = models.BooleanField("随程序来的", default=False)
    #: An editor's hand is in it: loading the built-in lexicon leaves it alone.
    is_changed = models.BooleanField("改过", default=False)
    is_active = models.BooleanField("在用", default=True, db_index=True)
    reason = models.CharField("最近改动的理由", max_length=300, blank=True)
    changed_by = models.CharField("谁改的", max_length=150, blank=True)
    changed_at = models.DateTimeField("什么时候改的", auto_now=True)

    class Meta:
        verbose_name = "词条"
        verbose_name_plural = "词条"
        ordering = ["wrong", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wrong", "before_words", "after_words"], name="one_entry_per_word_and_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.wrong}→{self.right}"

    def as_entry(self) -> Entry:
        return Entry(
            wrong=self.wrong,
            right=self.right,
            category=Category(self.category),
            severity=Severity(self.severity),
            basis=self.basis,
            unless=words_in(self.unless_words),
            before=words_in(self.before_words),
            after=words_in(self.after_words),
        )

    def take_from(self, entry: Entry) -> bool:
        """Take over an entry's content; return whether anything is different."""
        given = {
            "right": entry.right,
            "category": entry.category.value,
            "severity": entry.severity.value,
            "unless_words": DIVIDER.join(entry.unless),
            "basis": entry.basis,
        }
        is_different = any(getattr(self, name) != value for name, value in given.items())
        for name, value in given.items():
            setattr(self, name, value)
        return is_different


class RegisteredLeader(models.Model):
    """One term of one person in office. Another office or another term is another line."""

    name = models.CharField("姓名", max_length=20)
    titles = models.CharField(
        "职务", max_length=300, help_text="第一个是正式职务；还可以怎么称呼，用 | 隔开写在后面。"
    )
    rank = models.PositiveIntegerField("排序", help_text="数字小的在前。")
    since = models.DateField("任职日期", null=True, blank=True)
    until = models.DateField("离任日期", null=True, blank=True)
    changed_by = models.CharField("谁改的", max_length=150, blank=True)
    changed_at = models.DateTimeField("什么时候改的", auto_now=True)

    class Meta:
        verbose_name = "领导"
        verbose_name_plural = "领导"
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return f"{self.name}：{self.titles.partition(DIVIDER)[0]}"

    def as_leader(self) -> Leader:
        return Leader(
            name=self.name,
            titles=words_in(self.titles),
            rank=self.rank,
            since=self.since,
            until=self.until,
        )


class Scope(models.TextChoices):
    HERE = "here", "只这一处"
    PAGE = "page", "这一页里的这个词"
    EVERYWHERE = "everywhere", "全站的这个词"


class FalseAlarm(models.Model):
    """Somebody answers with their name for a finding that is none. Never deleted, only revoked."""

    rule = models.CharField("规则", max_length=80)
    word = models.CharField("错敏词", max_length=LONGEST_FOUND)
    category = models.CharField("类别", max_length=20)
    severity = models.CharField("严重度", max_length=4)
    context = models.CharField("上下文", max_length=600, blank=True)
    scope = models.CharField("范围", max_length=12, choices=Scope)
    page_number = models.BigIntegerField("页面", null=True, db_index=True)
    page_title = models.CharField("标题", max_length=255, blank=True)
    #: What tells this place from others: the part of the page and the words around.
    place_key = models.CharField("哪一处", max_length=64)
    reason = models.CharField("理由", max_length=300)
    recorded_by_id = models.UUIDField("登记人")
    recorded_by = models.CharField("登记人姓名", max_length=150)
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    revoked_by = models.CharField("撤销人姓名", max_length=150, blank=True)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    revocation_reason = models.CharField("撤销理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "误报"
        verbose_name_plural = "误报"
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["rule", "revoked_at"], name="false_alarms_by_rule")]

    def __str__(self) -> str:
        return f"{self.word}：{self.get_scope_display()}"

    def covers(self, finding: Finding, *, place_key: str) -> bool:
        if (self.rule, self.word) != (finding.rule, finding.word[:LONGEST_FOUND]):
            return False
        return self.scope != Scope.HERE or self.place_key == place_key


class CheckedFile(models.Model):
    """What was found in a file by one version of lexicon and rules. Can be thrown away at any time."""

    sm3 = models.CharField("SM3", max_length=64)
    version = models.CharField("词库和规则的版本", max_length=64)
    findings = models.JSONField("问题", default=list)
    checked_at = models.DateTimeField("检查时间", auto_now_add=True)

    class Meta:
        verbose_name = "查过的文件"
        verbose_name_plural = "查过的文件"
        constraints = [
            models.UniqueConstraint(fields=["sm3", "version"], name="one_result_per_file")
        ]

    def __str__(self) -> str:
        return self.sm3
