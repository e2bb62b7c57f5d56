"""What strangers write must neither keep a worker busy nor reach anything: linear work, plain sentences."""

import pytest

from mingtang.content.finding.details import read_detail
from mingtang.content.finding.errors import NotFoundOut
from mingtang.content.finding.model import Entry, Hints
from mingtang.content.finding.reading import read_listing
from mingtang.content.finding.walking import why_nothing

ENTRY = Entry(address="http://site.example/a.html", title="关于某事的通知")
PAGES = {
    "scripts that never close": "<script " * 100_000,
    "CDATA that never closes": "<html><![CDATA[" * 60_000,
    "comments before nothing": "<!-- x -->" * 60_000,
    "half a declaration": "<?xml " * 60_000,
    "links that never close": "<script>" + "<a href " * 60_000 + "</script>",
    "page upon page": "<script>" + "page" * 200_000 + "</script>",
    "lists of nothing": "<script>x = " + "[{a:" * 60_000 + "</script>",
    "white space": "<ul><li><a href='/a'>关于某事的通知</a>" + " \n" * 300_000 + "2026</ul>",
    "a long handler": f"<p onclick=\"go('{'a/' * 300_000}'\">关于某事的通知</p>" * 2,
    "deep": "<div>" * 20_000 + "文" * 300,
    "many links": "<div>" + "<p><a href='/x'>关于某事的通知</a></p>" * 6000 + "</div>",
    "less than": '{"list": [{"title": "关于某事的通知", "body": "' + "<" * 300_000 + '"}]}',
    "nested data": "[" * 50_000 + "]" * 50_000,
    "numbers": "<p>" + "1-1 " * 150_000 + "</p>",
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_list_is_read_or_refused(name):
    page = f"<html><body>{PAGES[name]}" if not PAGES[name].startswith(("{", "[")) else PAGES[name]

    try:
        listing = read_listing(
            page.encode(), address="http://site.example/", kind="text/html", hints=Hints()
        )
    except NotFoundOut as refusal:
        assert str(refusal).endswith("。")
    else:
        assert len(listing.entries) <= 6000
        assert why_nothing(page, listing).endswith("。")


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_or_refused(name):
    try:
        detail = read_detail(f"<html><body>{PAGES[name]}".encode(), entry=ENTRY, hints=Hints())
    except NotFoundOut as refusal:
        assert str(refusal).endswith("。")
    else:
        assert detail.title
