"""The formats there are: what each is called, which file it becomes, and for whom it is."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FormatKind:
    key: str
    label: str
    file: str
    """The name beside the page, `{slug}` being the page's own."""
    media_type: str
    hint: str
    icon: str
    is_page: bool = False
    """Shown inside the site's own page; what is stored is its content."""


_PLAIN_JSON = "application/json"

KINDS: dict[str, FormatKind] = {
    kind.key: kind
    for kind in (
        FormatKind(
            key="graphic",
            label="一图读懂",
            file="yitu.html",
            media_type=_PLAIN_JSON,
            hint="一张长图看要点",
            icon="chart",
            is_page=True,
        ),
        FormatKind(
            key="svg",
            label="一图读懂（矢量图）",
            file="{slug}-yitu.svg",
            media_type="image/svg+xml",
            hint="放大不模糊",
            icon="chart",
        ),
        FormatKind(
            key="png",
            label="一图读懂（图片）",
            file="{slug}-yitu.png",
            media_type="image/png",
            hint="存到手机，转发",
            icon="download",
        ),
        FormatKind(
            key="faq",
            label="问答",
            file="wenda.html",
            media_type=_PLAIN_JSON,
            hint="谁能办、怎么办、找谁问",
            icon="question",
            is_page=True,
        ),
        FormatKind(
            key="plain",
            label="大白话版",
            file="baihua.html",
            media_type=_PLAIN_JSON,
            hint="用平常话说一遍",
            icon="chat",
            is_page=True,
        ),
        FormatKind(
            key="voice",
            label="语音稿",
            file="{slug}-yuyin.txt",
            media_type="text/plain",
            hint="给播音和读屏用",
            icon="speaker",
        ),
        FormatKind(
            key="pdf",
            label="PDF",
            file="{slug}.pdf",
            media_type="application/pdf",
            hint="打印、存档",
            icon="print",
        ),
        FormatKind(
            key="docx",
            label="Word 文档",
            file="{slug}.docx",
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            hint="可以摘录",
            icon="file",
        ),
        FormatKind(
            key="md",
            label="Markdown",
            file="{slug}.md",
            media_type="text/markdown",
            hint="纯文本带结构",
            icon="file",
        ),
        FormatKind(
            key="json",
            label="JSON 数据",
            file="{slug}.json",
            media_type=_PLAIN_JSON,
            hint="给程序用",
            icon="file",
        ),
    )
}


def file_name(key: str, *, slug: str) -> str:
    return KINDS[key].file.format(slug=slug)
