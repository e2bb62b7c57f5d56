"""Shapes of lists beyond the ten served ones, each with something that leads astray."""

import json
from datetime import date

import pytest

from mingtang.content.finding.errors import NotUnderstood
from mingtang.content.finding.links import same_thing
from mingtang.content.finding.model import Hints
from mingtang.content.finding.reading import read_listing
from mingtang.content.finding.tests.city import policies

CITY = policies(15)
NAV = (
    "<div class='sidenav'>"
    + "".join(f"<a href='/n{n}'>公开目录第{n}类</a>" for n in range(30))
    + "</div>"
)
HOT = (
    "<div class='hotnews'><ul>"
    + "".join(
        f"<li><a href='/hot/{n}.html'>我市召开第{n}次经济形势分析会议</a><span>2026-10-0{n}</span></li>"
        for n in range(1, 9)
    )
    + "</ul></div>"
)


def lines(shape, found=CITY):
    return "".join(
        shape.format(
            n=p.number,
            title=p.title,
            short=p.title[:15],
            number=p.doc_number,
            day=p.issued_on,
            words=p.body[1],
        )
        for p in found
    )


A = "<a href='/a/{n}.html'>{title}</a>"
SHAPES = {
    "beside a dated list of news": HOT + NAV + f"<ul>{lines(f'<li>{A}<i>{{day}}</i></li>')}</ul>",
    "with a link to the column in each line": HOT
    + f"<ul>{lines(f'<li>[<a href=/c1/>通知公告</a>]{A}<i>{{day}}</i></li>')}</ul>",
    "with dates in the addresses only": NAV
    + f"<table>{lines('<tr><td>{n}</td><td><a href=/{day:%Y%m}/t{day:%Y%m%d}_{n}.html>{title}</a></td></tr>')}</table>",
    "with a summary and a second link to the same": "<div>"
    + lines(
        f"<div><h2>{A}</h2><p>{{words}}<a href='/a/{{n}}.html'>[查看全文]</a></p>"
        "<p>发布时间：{day:%Y年%m月%d日} 来源：<a href='/dept/1'>市政府办公室</a></p></div>"
    )
    + "</div>",
    "with the date inside the link": "<ul>"
    + lines("<li><a href='/a/{n}.html'><i>{day}</i>{title}</a></li>")
    + "</ul>",
    "with badges": "<ul>"
    + lines("<li><a href='/a/{n}.html'><b>置顶</b>{title}</a><i>{day}</i></li>")
    + "</ul>",
    "cut off, whole in the title": "<ul>"
    + lines(
        "<li><a href='/a/{n}.html' title='标题：{title}&#10;发布日期：{day}'>{short}…</a><i>{day}</i></li>"
    )
    + "</ul>",
    "with the file beside the page": "<ul>"
    + lines(f"<li>{A}<a href='/f/{{n}}.pdf'>{{title}}.pdf</a><i>{{day}}</i></li>")
    + "</ul>",
    "as a catalogue with index numbers": "<table>"
    + lines(
        f"<tr><td>11440000{{n:05d}}</td><td>{{number}}</td><td>{A}</td><td>{{day:%Y年%m月%d日}}</td><td>有效</td></tr>"
    )
    + "</table>",
    "with a hidden card in each line": "<ul>"
    + lines(
        f"<li>{A}<i>{{day}}</i><table><tr><td>文号</td><td>{{number}}</td></tr><tr><td>名称</td>"
        "<td>{title}</td></tr></table></li>"
    )
    + "</ul>",
    "opened by a click on a div": "<div>"
    + lines(
        "<div><div>{n}</div><div><div onclick=\"location.href='/a/{n}.html'\">{title}</div>"
        "<div>来源：市政府 | 时间：{day} 08:30:00</div></div></div>"
    )
    + "</div>",
    "as the state of an application": "<div id=app></div><script>window.__STATE__="
    + json.dumps(
        {
            "menu": [{"title": "政务公开栏目", "url": "/zw"}] * 8,
            "rows": [
                {
                    "title": p.title,
                    "publishTime": f"{p.issued_on} 10:00",
                    "linkUrl": f"/a/{p.number}.html",
                }
                for p in CITY
            ],
        }
    )
    + "</script>",
    "written by a script": "<script>"
    + lines("document.write('<li><a href=\"/a/{n}.html\">{title}</a><i>{day}</i></li>');\n")
    + "</script>",
}


def found_in(body, *, hints=None):
    page = f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()
    return read_listing(page, address="http://site.example/x/", hints=Hints(hints or {}))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_line_is_found_and_nothing_else(shape):
    entries = found_in(SHAPES[shape]).entries

    assert [(e.title, e.published_on) for e in entries] == [(p.title, p.issued_on) for p in CITY]


def test_a_list_of_two_is_a_list():
    entries = found_in(NAV + f"<ul>{lines(f'<li>{A}<i>{{day}}</i></li>', CITY[:2])}</ul>").entries

    assert [e.title for e in entries] == [p.title for p in CITY[:2]]


@pytest.mark.parametrize(
    "body",
    [NAV, "<p>" + "一篇没有链接的文章。" * 50 + "</p>", "<a href='/x'>首页</a>" * 9, ""],
)
def test_a_page_without_a_list_gives_none(body):
    assert found_in(body).entries == ()


def test_selectors_of_the_editor_win():
    body = f"<ul>{lines(f'<li>{A}<i>{{day}}</i></li>')}</ul><ol><li><a href='/z'><u>手工</u>指定的一条</a></li></ol>"

    entries = found_in(body, hints={"list": "ol li", "title": "u"}).entries

    assert [(e.title, e.address) for e in entries] == [("手工", "http://site.example/z")]


@pytest.mark.parametrize("selector", ["li[", ":::", "a >", "((", "li:no-such-thing(2)"])
def test_a_selector_nobody_understands_is_no_accident(selector):
    with pytest.raises(NotUnderstood, match="选择器"):
        found_in("<ul><li><a href='/a'>关于某事的通知</a></li></ul>", hints={"list": selector})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.example/x?id=1#top", "https://A.example:443/x?id=1"),
        ("http://a.example/x;jsessionid=1F?id=1", "http://a.example/x?id=1"),
        ("http://a.example/x?id=1&_t=99", "http://a.example/x?id=1"),
    ],
)
def test_one_thing_under_two_addresses_is_one(one, other):
    assert same_thing(one) == same_thing(other)


def test_different_things_stay_different():
    assert same_thing("http://a.example/x?id=1") != same_thing("http://a.example/x?id=2")


def test_the_lines_carry_their_numbers():
    body = f"<table>{lines(f'<tr><td>{{number}}</td><td>{A}</td><td>{{day}}</td></tr>')}</table>"

    assert [e.doc_number for e in found_in(body).entries] == [p.doc_number for p in CITY]


def test_a_date_of_a_title_is_not_the_date_of_the_line():
    body = "".join(
        f"<li><a href='/{n}'>关于2024年1月{n}日前完成整改的通知</a></li>" for n in range(1, 6)
    )

    assert {e.published_on for e in found_in(f"<ul>{body}</ul>").entries} <= {
        None,
        date(2024, 1, 1),
    }
