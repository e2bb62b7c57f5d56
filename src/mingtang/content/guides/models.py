"""A guide as the service engine published it: content keeps it whole and adds nothing."""

from django.db import models


class Guide(models.Model):
    code = models.SlugField("代码", max_length=100, primary_key=True)
    title = models.CharField("事项", max_length=200)
    department = models.CharField("部门代码", max_length=50, blank=True, db_index=True)
    content = models.JSONField("全文")
    published_at = models.DateTimeField("发布时间")

    class Meta:
        verbose_name = "办事指南"
        verbose_name_plural = "办事指南"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.title
