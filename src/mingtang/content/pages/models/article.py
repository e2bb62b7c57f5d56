"""An article: a policy, a piece of news, a notice, an interpretation, an answer, or a fixed page."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from mingtang.content.pages.addresses import article_slug, has_parent
from mingtang.content.pages.blocks import BodyBlock
from mingtang.content.pages.choices import RESERVED_SLUGS, ArticleKind, Validity
from mingtang.content.pages.forms import AddressedForm
from mingtang.content.pages.models.column import HOME_DEPTH
from mingtang.content.pages.models.department import Department
from mingtang.content.pages.presenting import preview_of
from mingtang.content.pages.widgets import ArticleChooser, DocumentChooser

_SCHEDULE_HELP = "不填就在终审通过时发布。填了，三级审核通过后到点自动发布，误差不超过一分钟。"
_EXPIRY_HELP = "到点自动撤下，页面、附件和列表里的它都会消失。政策失效请填失效日期，页面会留着。"


class ArticlePage(Page):
    slug: str

    kind = models.CharField(
        "类别", max_length=20, choices=ArticleKind, default=ArticleKind.NEWS, db_index=True
    )
    summary = models.CharField("摘要", max_length=300, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, verbose_name="发布部门", related_name="+"
    )
    source = models.CharField("来源", max_length=100)
    author = models.CharField("作者", max_length=100, blank=True)
    keywords = models.CharField("主题词", max_length=200, blank=True, help_text="用逗号隔开。")

    issuer = models.CharField("发文机关", max_length=100, blank=True)
    doc_number = models.CharField("发文字号", max_length=60, blank=True)
    index_number = models.CharField("索引号", max_length=60, blank=True)
    theme = models.CharField("主题分类", max_length=60, blank=True)
    addressee = models.CharField("主送机关", max_length=300, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("失效日期", null=True, blank=True)
    validity = models.CharField("有效性", max_length=10, choices=Validity, blank=True)

    body = StreamField(BodyBlock(), verbose_name="正文", blank=True)
    interprets = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="interpretations",
        verbose_name="解读的文件",
    )
    related = ParentalManyToManyField(
        "self", blank=True, symmetrical=False, related_name="+", verbose_name="相关页面"
    )

    #: Found by what their titles contain, without an index to keep.
    search_auto_update = False

    parent_page_types: ClassVar[list[str]] = ["content_pages.ColumnPage", "content_pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        # Wagtail would copy the Latin letters of a Chinese title into its address: ours is pinyin.
        TitleFieldPanel("title", targets=[]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("department", widget=forms.Select)]),
        FieldPanel(
            "summary",
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="一两句话：和谁有关，能办什么，从哪天起。列表和搜索里显示的就是它。",
        ),
        FieldRowPanel(
            [
                FieldPanel("source", help_text="内容是谁提供的，例如：明州市公安局。"),
                FieldPanel("author", help_text="没有可以不填。"),
            ]
        ),
        FieldPanel("keywords"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("issuer", help_text="政策文件必填。"),
                        FieldPanel("doc_number", help_text="例如：明政发〔2026〕12号。"),
                    ]
                ),
                FieldRowPanel([FieldPanel("index_number"), FieldPanel("theme")]),
                FieldPanel("addressee"),
                FieldRowPanel(
                    [
                        FieldPanel("issued_on", help_text="政策文件必填。"),
                        FieldPanel("effective_on"),
                    ]
                ),
                FieldRowPanel(
                    [
                        FieldPanel("validity", help_text="政策文件必填。"),
                        FieldPanel("expires_on", help_text="长期有效可以不填。"),
                    ]
                ),
            ],
            heading="文件信息（只有政策文件要填）",
        ),
        FieldPanel("body"),
        InlinePanel("attachments", heading="附件", label="附件"),
        FieldPanel("interprets", widget=ArticleChooser),
        FieldPanel(
            "related",
            widget=forms.SelectMultiple(attrs={"size": 8}),
            help_text="可以选几个：按住 Ctrl 再点。",
        ),
    ]
    promote_panels = [FieldPanel("slug")]
    settings_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("go_live_at", heading="定时发布", help_text=_SCHEDULE_HELP),
                        FieldPanel("expire_at", heading="定时撤下", help_text=_EXPIRY_HELP),
                    ]
                )
            ],
            heading="定时",
        )
    ]
    base_form_class = AddressedForm

    public_fields = (
        *("kind", "summary", "department_id", "source", "author", "keywords"),
        *("issuer", "doc_number", "index_number", "theme", "addressee"),
        *("issued_on", "effective_on", "expires_on", "validity", "body", "interprets_id"),
        *("go_live_at", "expire_at"),
    )

    class Meta:
        verbose_name = "文章"
        verbose_name_plural = "文章"

    def _set_core_field_defaults(self) -> None:
        """Give a page its address where Wagtail would: also a draft that is not valid yet."""
        if not self.slug and self.title and has_parent(self):
            self.slug = self._get_autogenerated_slug(article_slug(self.title))
        super()._set_core_field_defaults()

    def clean(self) -> None:
        super().clean()
        problems: dict[str, str] = {}
        parent = self.get_parent()
        if parent is not None and parent.depth == HOME_DEPTH and self.slug in RESERVED_SLUGS:
            problems["slug"] = "这个地址系统要用，请换一个。"
        if self.kind == ArticleKind.POLICY:
            problems |= self._missing_of_policy()
        if self.expires_on and self.effective_on and self.expires_on < self.effective_on:
            problems["expires_on"] = "失效日期不能早于施行日期。"
        if problems:
            raise ValidationError(problems)

    def get_go_live_at_display(self) -> str:
        """What reviewers see: the time is part of what they approve."""
        return _moment(self.go_live_at)

    def get_expire_at_display(self) -> str:
        return _moment(self.expire_at)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        context = preview_of(self)
        return render(request, "content_pages/preview.html", {**context, "page": self})

    def _missing_of_policy(self) -> dict[str, str]:
        wanted = {
            "issuer": "请填发文机关。",
            "issued_on": "请填成文日期。",
            "validity": "请选有效性：读的人要知道现在还算不算数。",
        }
        return {name: sentence for name, sentence in wanted.items() if not getattr(self, name)}


def _moment(moment: datetime | None) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


class Attachment(Orderable):
    """A file offered below the article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "wagtaildocs.Document", models.PROTECT, related_name="+", verbose_name="文件"
    )
    title = models.CharField("显示的名字", max_length=200, blank=True)

    panels = [FieldPanel("document", widget=DocumentChooser), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = "附件"

    def __str__(self) -> str:
        return self.title or str(self.document)
