"""A column (栏目): a place in the site, with the meta tags that inspectors read."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from mingtang.content.pages.choices import RESERVED_SLUGS, ColumnKind, ColumnType

HOME_DEPTH = 2


class ColumnPage(Page):
    kind = models.CharField("栏目类别", max_length=20, choices=ColumnKind, default=ColumnKind.OTHER)
    column_type = models.CharField(
        "栏目类型", max_length=20, choices=ColumnType, default=ColumnType.NEWS
    )
    description = models.CharField("栏目说明", max_length=300)
    keywords = models.CharField("关键词", max_length=200, help_text="用逗号隔开。")
    update_days = models.PositiveSmallIntegerField(
        "最长多少天更新一次",
        default=180,
        help_text="要闻动态 14 天，公告文件 180 天，其他 365 天。",
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)

    parent_page_types: ClassVar[list[str]] = [
        "content_pages.HomePage",
        "content_pages.ColumnPage",
    ]
    subpage_types: ClassVar[list[str]] = ["content_pages.ColumnPage", "content_pages.ArticlePage"]
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    content_panels = [
        *Page.content_panels,
        *map(FieldPanel, ("kind", "column_type", "description", "keywords", "update_days")),
        FieldPanel("position"),
    ]
    promote_panels = [FieldPanel("slug")]
    settings_panels: ClassVar[list[Any]] = []

    public_fields = (
        *("kind", "column_type", "description", "keywords", "update_days", "position"),
    )

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"

    def clean(self) -> None:
        """Refuse an address that belongs to others, or that the pages below already stand on."""
        super().clean()
        parent = self.get_parent()
        if parent is not None and parent.depth == HOME_DEPTH and self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": "这个地址系统要用，请换一个。"})
        if self.live and self.pk:
            public = Page.objects.filter(pk=self.pk).values_list("slug", flat=True).first()
            if public != self.slug:
                raise ValidationError({"slug": "栏目发布后地址不能改，下面的页面都用着它。"})
