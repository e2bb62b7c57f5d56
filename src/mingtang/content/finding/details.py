"""Reads the page of one policy: title, number, date, text and attachments."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mingtang.content.finding.dates import date_in_address, find_date
from mingtang.content.finding.errors import NotUnderstood
from mingtang.content.finding.links import FILE_NAME, Link, links_in, same_thing, tidy
from mingtang.content.finding.model import Attached, Detail, Entry, Hints
from mingtang.content.finding.reading import text_of_page
from mingtang.content.parsing.errors import MarkedSecret
from mingtang.content.parsing.parsing import parse_document
from mingtang.content.parsing.words import DOC_NUMBER
from mingtang.documents.errors import FileNotRead
from mingtang.documents.html_article import find_article
from mingtang.documents.model import BlockKind, Document
from mingtang.documents.reading import read_document

#: A page with less to say than this only hands out its files.
SHORTEST_TEXT = 60
MOST_ATTACHMENTS = 30
READABLE = (".pdf", ".docx", ".txt")
_SENDS_FILE = re.compile(r"(download|attach|/file/|fileid|downfile)", re.IGNORECASE)
_MINOR = re.compile(
    r"(^|[-_ ])(nav|menu|foot|footer|side|sidebar|crumbs?|related|recommend|friend|links?|hot|top|header)([-_ ]|$)",
    re.IGNORECASE,
)
_PASSING = re.compile(
    r"^(浏览|点击|阅读|访问)(次数|量|数)?\s*[:：]?\s*\d*\s*(次|人次)?$|^(上|下)一[篇条]|^【?(打印|关闭|收藏|分享)|"
    r"^(字体|字号)\s*[:：]|^(今天是|当前时间|现在是)|^(责任编辑|编辑|来源|信息来源|发布时间|发布日期)\s*[:：]"
)
_COUNTS = re.compile(r"(浏览|点击|阅读|访问)(次数|量|数)?\s*[:：]\s*\d+\s*(人?次)?")
_NUMBER = re.compile(DOC_NUMBER)
_DATE_PROPERTIES = ("meta:PubDate", "发布日期", "公开日期", "生成日期", "发文日期", "成文日期")


def read_detail(content: bytes, *, entry: Entry, kind: str = "", hints: Hints) -> Detail:
    """Return what a page says; what the list says already stands in for what the page leaves out."""
    page = LexborHTMLParser(text_of_page(content, kind=kind))
    if page.body is None:
        return Detail(title=entry.title, published_on=entry.published_on, content=content)
    body = _pointed_out(page, hints["body"])
    if body is not None:
        content = _only(page, body, entry)
        article = body
    else:
        article = _article(page.body)
    attachments = _attachments(page.body, article, base=entry.address, hints=hints)
    labelled = _labelled_number(page)
    try:
        document, number, title, made_on = _parsed(content, _without_menus(page, article))
    except MarkedSecret:
        return Detail(is_secret=True, content=content)
    except FileNotRead:
        document, number, title, made_on = None, "", "", None
    lines = _lines(document) if document else []
    title = _pointed_text(page, hints["title"]) or _better(entry.title, title, page)
    said = "".join(line for line in lines if line not in {a.name for a in attachments})
    return Detail(
        title=title[:300],
        doc_number=number or labelled or entry.doc_number,
        published_on=_published_on(page, document, entry, hints) or made_on,
        text="\n".join(dict.fromkeys([*lines, *(f"附件：{file.name}" for file in attachments)])),
        attachments=attachments,
        is_only_files=len(said.replace(title, "")) < SHORTEST_TEXT and bool(attachments),
        content=content,
    )


def _article(body: LexborNode) -> LexborNode:
    try:
        return find_article(body)
    except RecursionError as error:
        raise NotUnderstood("网页层层嵌套，结构异常，可能是恶意内容，没有读取。") from error


def page_of_body(entry: Entry) -> bytes:
    """Write what an interface gave as a page, so that it is read like any other."""
    return _page(entry, entry.body).encode()


def _parsed(raw: bytes, tidied: bytes) -> tuple[Document, str, str, date | None]:
    """Parse the page without its menus; as it came, when nothing would be left of it."""
    document = _read(raw)
    shorter = _read(tidied) if tidied != raw else document
    policy = parse_document(document)
    if len("".join(_lines(shorter))) >= SHORTEST_TEXT:
        document, policy = shorter, parse_document(shorter)
    values = {name: found[0].text for name, found in policy.values.items() if found}
    number = values.get("doc_number", "") or _number_in_head(document)
    return document, number, values.get("title", ""), find_date(values.get("issue_date", ""))


def _read(content: bytes) -> Document:
    with TemporaryDirectory(prefix="mingtang-") as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(content)
        return read_document(path)


def _without_menus(page: LexborHTMLParser, article: LexborNode) -> bytes:
    """Take menus, side bars and feet out, unless the article stands in them."""
    kept = {article.mem_id}
    step = article.parent
    while step is not None:
        kept.add(step.mem_id)
        step = step.parent
    asides = list(_asides(page.body, kept)) if page.body else []
    for node in asides:
        node.decompose()
    html = (page.html or "").encode()
    return b'<meta charset="utf-8">' + html


def _asides(node: LexborNode, kept: set[int]) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag and not child.tag.startswith("-"):
            if child.mem_id not in kept and _is_minor(child):
                yield child
            else:
                yield from _asides(child, kept)
        child = child.next


def _is_minor(node: LexborNode) -> bool:
    name = f"{node.attributes.get('id') or ''} {node.attributes.get('class') or ''}"
    return node.tag in ("nav", "footer", "aside") or bool(_MINOR.search(name))


def _labelled_number(page: LexborHTMLParser) -> str:
    text = tidy(page.body.text(separator=" ")) if page.body else ""
    match = re.search(rf"(?:发\s*文\s*字\s*号|文\s*号)\s*[:：]?\s*({DOC_NUMBER})", text)
    return re.sub(r"\s", "", match[1]) if match else ""


def _number_in_head(document: Document) -> str:
    for name in ("发文字号", "文号"):
        if document.properties.get(name):
            return re.sub(r"\s", "", document.properties[name])
    for block in document.blocks[:8]:
        match = re.match(rf"^\W*{DOC_NUMBER}\W*$", block.text)
        if match:
            return re.sub(r"\s", "", match[0])
    return ""


def _lines(document: Document) -> list[str]:
    """The text of the article, without what changes from visit to visit."""
    kept = (b for b in document.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.ROW))
    lines = (tidy(_COUNTS.sub("", block.text)) for block in kept)
    return [line for line in lines if line and not _PASSING.match(line)]


def _better(listed: str, parsed: str, page: LexborHTMLParser) -> str:
    """The list may cut a title off; the page may show the column's name above the article."""
    told = page.css_first('meta[name="ArticleTitle"]')
    meta = tidy(told.attributes.get("content") or "") if told else ""
    if meta:
        return meta
    stem = listed.rstrip(".… ").replace(" ", "")
    is_cut = listed.endswith(("…", "..", "..."))
    if not listed or (is_cut and parsed.replace(" ", "").startswith(stem)):
        return parsed or listed
    if is_cut:
        heads = [tidy(node.text()) for node in page.css("h1, h2, h3, title, .title, #title")]
        whole = [head for head in heads if head.replace(" ", "").startswith(stem)]
        return whole[0] if whole else parsed or listed
    return listed


def _published_on(
    page: LexborHTMLParser, document: Document | None, entry: Entry, hints: Hints
) -> date | None:
    pointed = find_date(_pointed_text(page, hints["date"]))
    if pointed or entry.published_on:
        return pointed or entry.published_on
    properties = document.properties if document else {}
    for name in _DATE_PROPERTIES:
        found = find_date(properties.get(name, ""))
        if found:
            return found
    text = page.body.text(separator=" ") if page.body else ""
    match = re.search(r"(?:发布|公布|发文|更新|公开)?(?:日期|时间)\s*[:：]\s*(.{6,20})", text)
    return (find_date(match[1]) if match else None) or date_in_address(entry.address)


def _attachments(
    body: LexborNode, article: LexborNode, *, base: str, hints: Hints
) -> tuple[Attached, ...]:
    """Files the page links to, outside of menus and feet; those beside the article count."""
    found: dict[str, Attached] = {}
    places = body.css(hints["attachment"]) if hints["attachment"] else [body]
    for place in places:
        for link in _with_itself(place, base):
            if _is_file(link) and not _is_aside(link.node):
                found.setdefault(
                    same_thing(link.address), Attached(address=link.address, name=_file_name(link))
                )
    return tuple(found.values())[:MOST_ATTACHMENTS]


def _with_itself(place: LexborNode, base: str) -> Iterator[Link]:
    yield from links_in(place, base=base)


def _is_file(link: Link) -> bool:
    path = urlsplit(link.address).path
    match = FILE_NAME.search(path) or FILE_NAME.search(link.text)
    if match and match[1].lower() not in ("jpg", "jpeg", "png"):
        return True
    return bool(
        _SENDS_FILE.search(link.address) and re.search(r"附件|下载|\.(pdf|docx?|xlsx?)", link.text)
    )


def _is_aside(node: LexborNode) -> bool:
    step = node.parent
    while step is not None and step.tag not in ("body", None):
        if step.tag == "header" or _is_minor(step):
            return True
        step = step.parent
    return False


def _file_name(link: Link) -> str:
    path_name = unquote(urlsplit(link.address).path.rpartition("/")[2])
    ending = FILE_NAME.search(path_name)
    said = tidy(link.text)[:120]
    if FILE_NAME.search(said) or not ending:
        return said or path_name
    is_bare = not said or re.fullmatch(r"\W*(点击|立即)?(下载|查看|附件)\W*", said)
    return path_name if is_bare else f"{said}{ending[0].lower()}"


def _pointed_out(page: LexborHTMLParser, selector: str) -> LexborNode | None:
    return page.css_first(selector) if selector else None


def _pointed_text(page: LexborHTMLParser, selector: str) -> str:
    node = _pointed_out(page, selector)
    return tidy(node.text(separator=" ")) if node is not None else ""


def _only(page: LexborHTMLParser, body: LexborNode, entry: Entry) -> bytes:
    metas = "".join(node.html or "" for node in page.css("meta[name]"))
    return _page(entry, body.html or "", metas=metas).encode()


def _page(entry: Entry, body: str, *, metas: str = "") -> str:
    title = entry.title.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>{metas}</head>'
        f"<body><h1>{title}</h1><div>{body}</div></body></html>"
    )
