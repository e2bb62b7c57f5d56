# ruff: noqa: E501
"""Ten ways in which government sites write their lists, as folders of files with their content.

Each layout is a site of its own: addresses, paging, encodings and the look of the detail pages differ.
"""

import json
from collections.abc import Callable, Sequence

from mingtang.content.finding.tests.city import Policy, policies

Files = dict[str, tuple[bytes, str]]
HTML = "text/html"
MENU = "".join(
    f'<li><a href="/col{n}/">{name}</a></li>'
    for n, name in enumerate(
        ("首页", "政务公开", "办事服务", "互动交流", "数据开放", "走进明州", "专题专栏")
    )
)
HOT = "".join(
    f'<li><a href="/hot/{n}.html">市长调研第{n}季度重点项目建设情况</a></li>' for n in range(1, 7)
)
FOOT = (
    '<div class="footer"><a href="http://www.example.gov.cn/">中国政府网</a> <a href="/about.html">网站声明</a>'
    '<a href="/files/shouce.pdf">网站使用手册下载.pdf</a> 版权所有 2026-01-01 明州市人民政府</div>'
)


def page(
    body: str, *, title: str = "政策文件_明州市人民政府", head: str = "", charset: str = "utf-8"
) -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title>{head}</head><body>'
        f'<div class="top"><ul class="nav">{MENU}</ul></div>{body}{FOOT}</body></html>'
    ).encode(charset)


def detail_paragraphs(policy: Policy, *, href: str = "") -> str:
    text = "".join(f"<p>{line}</p>" for line in policy.body)
    return text + (f'<p>附件：<a href="{href}">{policy.attachment}</a></p>' if href else "")


def detail_plain(policy: Policy, *, charset: str = "utf-8", prefix: str = "") -> bytes:
    href = f"{prefix}files/{policy.number}.pdf" if policy.attachment else ""
    return page(
        f'<div class="main"><h1>{policy.title}</h1><div class="info">发布时间：{policy.issued_on} 来源：市政府办公室 '
        f'浏览次数：<span id="hits">31</span></div><div class="TRS_Editor"><p>{policy.doc_number}</p><p>各县（市、区）人民政府：</p>'
        f"{detail_paragraphs(policy, href=href)}</div></div>",
        title=f"{policy.title}_明州市人民政府",
        charset=charset,
    )


def detail_table(policy: Policy) -> bytes:
    rows = (
        ("索 引 号", f"002-{policy.number}"),
        ("发文机关", "明州市人民政府"),
        ("发文字号", policy.doc_number),
        (
            "发布日期",
            f"{policy.issued_on.year}年{policy.issued_on.month}月{policy.issued_on.day}日",
        ),
        ("标　　题", policy.title),
    )
    table = "".join(f"<tr><td>{name}：</td><td>{value}</td></tr>" for name, value in rows)
    href = f"/files/{policy.number}.pdf" if policy.attachment else ""
    return page(
        f'<table class="xxgk">{table}</table><div class="title">{policy.title}</div><div id="zoom">{detail_paragraphs(policy)}</div>'
        + (
            f'<ul class="fj"><li><a href="{href}">{policy.attachment}</a></li></ul>' if href else ""
        ),
        title="政府信息公开",
    )


def detail_meta(policy: Policy) -> bytes:
    href = f"/files/{policy.number}.pdf" if policy.attachment else ""
    return page(
        f'<article><header><h2>信息公开</h2></header><section><p style="text-align:center">{policy.title}</p>'
        f'<p style="text-align:center">{policy.doc_number}</p>{detail_paragraphs(policy, href=href)}</section></article>'
        '<div class="related"><a href="/files/other.pdf">相关文件.pdf</a></div>',
        head=f'<meta name="ArticleTitle" content="{policy.title}"><meta name="PubDate" content="{policy.issued_on} 09:30">',
    )


def attachments(found: Sequence[Policy]) -> Files:
    return {
        f"/files/{p.number}.pdf": (
            b"%PDF-1.4 invented " + str(p.number).encode(),
            "application/pdf",
        )
        for p in found
        if p.attachment
    }


def dated_list() -> Files:
    """A list of lines with the date in a span; paging by index_1.html drawn by a script."""
    found = policies(24)
    files: Files = {}
    for number in range(2):
        lines = "".join(
            f'<li><a href="./202609/t{p.issued_on:%Y%m%d}_{8000 + p.number}.html" title="{p.title}">'
            f"{p.title[:18] + '...' if len(p.title) > 20 else p.title}</a><span>{p.issued_on}</span></li>"
            for p in found[number * 12 : number * 12 + 12]
        )
        files["/zwgk/index_1.html" if number else "/zwgk/"] = (
            page(
                f'<div class="list"><ul>{lines}</ul></div><div class="page"><script>createPageHTML(2, {number}, "index", "html");'
                f'</script></div><div class="right"><ul>{HOT}</ul></div>'
            ),
            HTML,
        )
    files |= {
        f"/zwgk/202609/t{p.issued_on:%Y%m%d}_{8000 + p.number}.html": (
            detail_plain(p, prefix="/"),
            HTML,
        )
        for p in found
    }
    return files | attachments(found)


def table_rows() -> Files:
    """A table with number, title, document number and date; the next page is a link."""
    found = policies(24)
    files: Files = {}
    for number in range(2):
        rows = "".join(
            f'<tr><td>{p.number + 1}</td><td><a href="../content/detail.jsp?id={p.number}" target="_blank">{p.title}</a></td>'
            f"<td>{p.doc_number}</td><td>{p.issued_on:%Y/%m/%d}</td><td><a href='../content/print.jsp?id={p.number}'>打印</a></td></tr>"
            for p in found[number * 12 : number * 12 + 12]
        )
        onwards = '<a href="list.jsp?page=2">下一页</a>' if not number else "<a>下一页</a>"
        files["/gk/list.jsp?page=2" if number else "/gk/list.jsp"] = (
            page(
                f"<table><tr><th>序号</th><th>标题</th><th>文号</th><th>日期</th></tr>{rows}</table>"
                f'<p><a href="list.jsp">首页</a> {onwards}</p>'
            ),
            HTML,
        )
    files |= {f"/content/detail.jsp?id={p.number}": (detail_table(p), HTML) for p in found}
    return files | attachments(found)


def definitions() -> Files:
    """dt holds the title, dd the date and a summary; relative addresses go up."""
    found = policies()
    lines = "".join(
        f'<dt><a href="../../wj/{p.issued_on:%Y/%m/%d}/{p.number}.shtml">{p.title}</a></dt>'
        f"<dd><em>发布日期：{p.issued_on.year}年{p.issued_on.month}月{p.issued_on.day}日</em><p>{p.body[0][:40]}……</p></dd>"
        for p in found
    )
    files: Files = {"/a/b/list.html": (page(f"<dl>{lines}</dl><ul class='hot'>{HOT}</ul>"), HTML)}
    files |= {f"/wj/{p.issued_on:%Y/%m/%d}/{p.number}.shtml": (detail_meta(p), HTML) for p in found}
    return files | attachments(found)


def cards() -> Files:
    """Each card is one large link around heading, summary, department and date, a second says more."""
    found = policies()
    items = "".join(
        f'<div class="item card"><a class="body" href="/p/{p.number}-{"c0ffee" * 3}"><h3>{p.title}</h3><p>{p.body[0]}</p>'
        f'<div class="meta"><span>市政府办公室</span><time datetime="{p.issued_on}T09:00:00+08:00">{p.issued_on.month}月{p.issued_on.day}日</time></div></a>'
        f'<a class="more" href="/p/{p.number}-{"c0ffee" * 3}">查看详情</a></div>'
        for p in found
    )
    files: Files = {"/policies": (page(f'<main><div class="grid">{items}</div></main>'), HTML)}
    files |= {f"/p/{p.number}-{'c0ffee' * 3}": (detail_meta(p), HTML) for p in found}
    return files | attachments(found)


def date_in_front() -> Files:
    """Flat text: a date in brackets, a link, a line break; cut into three by rules."""
    found = policies()
    blocks = "<hr>".join(
        "<p class='l'>"
        + "".join(
            f"[{p.issued_on}] <a href='show.asp?ArticleID={p.number}'>{p.title}</a><br>"
            for p in found[start : start + 4]
        )
        + "</p>"
        for start in (0, 4, 8)
    )
    files: Files = {"/old/list.asp": (page(f"<center>{blocks}</center>"), HTML)}
    files |= {
        f"/old/show.asp?ArticleID={p.number}": (detail_plain(p, prefix="/"), HTML) for p in found
    }
    return files | attachments(found)


def split_dates() -> Files:
    """The day stands large above year and month; numbered links lead on."""
    found = policies(24)
    files: Files = {}
    for number in range(2):
        items = "".join(
            f'<div class="row"><div class="d"><b>{p.issued_on:%d}</b><span>{p.issued_on:%Y-%m}</span></div>'
            f'<div class="t"><h4><a href="/art/{p.number}.html">{p.title}</a></h4><p>{p.body[1][:30]}</p></div></div>'
            for p in found[number * 12 : number * 12 + 12]
        )
        pages = "".join(f'<a href="col_{n}.html">{n}</a>' for n in (1, 2))
        files[f"/art/col_{number + 1}.html"] = (
            page(f"<section>{items}</section><div class='pages'>{pages}</div>"),
            HTML,
        )
    files |= {f"/art/{p.number}.html": (detail_table(p), HTML) for p in found}
    return files | attachments(found)


def old_encoding() -> Files:
    """A page in GBK made of nested tables, one for each line."""
    found = policies()
    rows = "".join(
        f'<table width="98%"><tr><td width=10>·</td><td><a href=view.php?id={1000 + p.number}>{p.title}</a></td>'
        f"<td align=right>({p.issued_on:%m-%d})</td></tr></table>"
        for p in found
    )
    files: Files = {
        "/news/index.php": (
            page(f'<table><tr><td valign="top">{rows}</td></tr></table>', charset="gbk"),
            HTML,
        )
    }
    files |= {
        f"/news/view.php?id={1000 + p.number}": (
            detail_plain(p, charset="gbk", prefix="/"),
            "text/html; charset=gb2312",
        )
        for p in found
    }
    return files | attachments(found)


def click_handlers() -> Files:
    """Lines that open by a click handler or a data attribute, without an href."""
    found = policies()
    lines = "".join(
        f"""<li onclick="openWin('/doc/{p.number}/view.html')"><span class="name">{p.title}</span><i>{p.issued_on:%Y.%m.%d}</i></li>"""
        if p.number % 2
        else f'<li><a href="javascript:void(0)" data-url="/doc/{p.number}/view.html">{p.title}</a><i>{p.issued_on:%Y.%m.%d}</i></li>'
        for p in found
    )
    files: Files = {"/doc/": (page(f"<ol>{lines}</ol>"), HTML)}
    files |= {f"/doc/{p.number}/view.html": (detail_meta(p), HTML) for p in found}
    return files | attachments(found)


def records_in_cdata() -> Files:
    """The list waits in a script as XML records with HTML in CDATA."""
    found = policies()
    records = "".join(
        f"<record><![CDATA[<li><a target='_blank' href='/art/2026/art_12_{p.number}.html' title='{p.title}'>{p.title}</a>"
        f"<b>{p.issued_on}</b></li>]]></record>"
        for p in found
    )
    script = f'<script type="text/xml"><datastore><totalrecord>12</totalrecord><recordset>{records}</recordset></datastore></script>'
    files: Files = {
        "/col/col12/index.html": (
            page(f'<div id="12">{script}</div><ul class="hot">{HOT}</ul>'),
            HTML,
        )
    }
    files |= {
        f"/art/2026/art_12_{p.number}.html": (detail_plain(p, prefix="/"), HTML) for p in found
    }
    return files | attachments(found)


def data_in_script() -> Files:
    """The list is a variable of a script, with its own names of fields."""
    found = policies()
    rows = ", ".join(
        f"{{id: {p.number}, docTitle: '{p.title}', fileNum: '{p.doc_number}', docRelTime: '{p.issued_on} 10:00:00', docPubUrl: '/gk/{p.number}.html',}}"
        for p in found
    )
    files: Files = {
        "/gk/index.html": (
            page(
                f"<div id=app></div><script>var pageData = {{total: 12}}; var list = [{rows}]; render(list);</script>"
            ),
            HTML,
        )
    }
    files |= {f"/gk/{p.number}.html": (detail_table(p), HTML) for p in found}
    return files | attachments(found)


LAYOUTS: dict[str, tuple[Callable[[], Files], str, int]] = {
    "dated list": (dated_list, "/zwgk/", 24),
    "table rows": (table_rows, "/gk/list.jsp", 24),
    "definitions": (definitions, "/a/b/list.html", 12),
    "cards": (cards, "/policies", 12),
    "date in front": (date_in_front, "/old/list.asp", 12),
    "split dates": (split_dates, "/art/col_1.html", 24),
    "old encoding": (old_encoding, "/news/index.php", 12),
    "click handlers": (click_handlers, "/doc/", 12),
    "records in CDATA": (records_in_cdata, "/col/col12/index.html", 12),
    "data in a script": (data_in_script, "/gk/index.html", 12),
}


def feed(found: Sequence[Policy], *, base: str) -> bytes:
    items = "".join(
        f"<item><title>{p.title}</title><link>{base}/art/{p.number}.html</link>"
        f"<pubDate>{p.issued_on:%a, %d %b %Y} 08:00:00 +0800</pubDate></item>"
        for p in found
    )
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>明州市政策</title>{items}</channel></rss>'.encode()


def api(found: Sequence[Policy], *, onwards: str = "") -> bytes:
    rows = [
        {
            "id": p.number,
            "title": p.title,
            "url": f"/art/{p.number}.html",
            "wh": p.doc_number,
            "pubDate": f"{p.issued_on}",
        }
        for p in found
    ]
    return json.dumps(
        {"code": 0, "data": {"list": rows, "next": onwards}}, ensure_ascii=False
    ).encode()
