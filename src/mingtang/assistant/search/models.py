"""What can be found, as its owners told it last, and how far the telling has come."""

from django.db import models


class Kind(models.TextChoices):
    """Guides come from the service engine; the others are the kinds of pages content knows."""

    GUIDE = "guide", "办事"
    POLICY = "policy", "政策"
    NEWS = "news", "要闻"
    NOTICE = "notice", "公告"
    INTERPRETATION = "interpretation", "解读"
    ANSWER = "answer", "问答"
    STATIC = "static", "网站"


class Document(models.Model):
    """A page of the site under its path.

    One that was withdrawn stays as an empty row: older news of it, arriving late, must not bring it
    back.
    """

    path = models.CharField("地址", max_length=300, primary_key=True)
    is_public = models.BooleanField("公开", default=True)
    kind = models.CharField("类型", max_length=20, choices=Kind)
    title = models.CharField("标题", max_length=300, blank=True)
    #: Other names that count like the title, such as the name in the list of powers.
    aliases = models.JSONField("别名", default=list)
    keywords = models.JSONField("常用说法", default=list)
    summary = models.TextField("摘要", blank=True)
    body = models.TextField("正文", blank=True)
    department = models.CharField("部门", max_length=100, blank=True)
    published_at = models.DateTimeField("发布时间", null=True)
    validity = models.CharField("有效性", max_length=20, blank=True)
    doc_number = models.CharField("文号", max_length=100, blank=True)
    column = models.CharField("栏目", max_length=100, blank=True)
    #: What an answer says in place: limit, fee, visits, phone, where to apply.
    facts = models.JSONField("要点", default=dict)
    #: When this was said. What was said earlier does not count any more.
    told_at = models.DateTimeField("得知时间")
    #: The edition that brought the last change: readers ask for what came after theirs.
    change = models.BigIntegerField("变更序号", unique=True)

    class Meta:
        verbose_name = "可搜索的页面"
        ordering = ["change"]

    def __str__(self) -> str:
        return self.title or self.path


class Edition(models.Model):
    """The one row that counts changes.

    Whoever changes a document holds it until the commit, so numbers become visible in their order
    and a reader never skips one.
    """

    number = models.BigIntegerField("变更序号", default=0)
    #: Raised to make every reader build its index anew.
    build = models.PositiveIntegerField("重建次数", default=0)

    class Meta:
        verbose_name = "索引版本"

    def __str__(self) -> str:
        return f"{self.build}.{self.number}"
