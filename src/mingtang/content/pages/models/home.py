"""The home page of the site. What it shows comes from the site's facts and from what is published."""

from typing import Any, ClassVar

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    notice = models.CharField(
        "提示", max_length=200, blank=True, help_text="显示在首页最上面的一句话，可以不填。"
    )

    #: Found by what their titles contain, without an index to keep.
    search_auto_update = False

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["content_pages.ColumnPage", "content_pages.ArticlePage"]
    max_count = 1
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    content_panels = [*Page.content_panels, FieldPanel("notice")]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    public_fields = ("notice",)

    class Meta:
        verbose_name = "首页"
        verbose_name_plural = "首页"
