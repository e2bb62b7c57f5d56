"""Single readers: codes that hold, charsets that lie, addresses that lead nowhere."""

import pytest

from mingtang.operations.survey.addresses import Site, ending, is_attachment, is_page, never_exists
from mingtang.operations.survey.gathering.files import read_file
from mingtang.operations.survey.reading.days import day_in
from mingtang.operations.survey.reading.decoding import decode
from mingtang.operations.survey.reading.page import Reader
from mingtang.operations.survey.reading.persons import find_personal, is_identity, passes_luhn
from mingtang.operations.survey.rules import load_rules

SITE = Site("https://a.gov.example/")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("b/", "/x/b/"),
        ("../b.html#part", "/b.html"),
        ("//a.gov.example/c?d=e", "/c?d=e"),
        ("https://other.example/f", "https://other.example/f"),
        ("/a;jsessionid=0A1B?x=1", "/a?x=1"),
        ("/中文 页.html", "/%E4%B8%AD%E6%96%87%E9%A1%B5.html"),
        ("javascript:void(0)", ""),
        ("mailto:a@b.example", ""),
        ("#top", ""),
        ("http://[bad", ""),
    ],
)
def test_links_lead_where_browsers_go(link, address):
    assert SITE.address(link, on="/x/") == address


def test_kinds_of_addresses_are_told_by_their_ending():
    assert ending("/a/b.XLSX?x=1") == "xlsx"
    assert is_page("/a/") and is_page("/a.shtml")
    assert is_attachment("/a.pdf") and not is_attachment("/a.css")
    assert never_exists("https://x.example/") and not never_exists("https://x.gov.cn/")


def test_numbers_count_only_when_their_check_digit_holds():
    assert is_identity("11010519491231002X")
    assert not is_identity("110105194912310021")
    assert not is_identity("11010519491331002X")
    assert passes_luhn("4111111111111111")
    assert [hit.evidence for hit in find_personal("证号11010519491231002X。", mobiles=3)] == [
        "110*************2X"
    ]


def test_accounts_of_offices_are_public_on_purpose():
    text = "投标保证金请汇入：户名 县财政局，账号 4111111111111111"

    assert list(find_personal(text, mobiles=3)) == []


@pytest.mark.parametrize(
    ("data", "told", "honest"),
    [
        ("中文".encode("gbk"), "gb2312", True),
        ("中文".encode(), "gb2312x", True),
        ("﻿中文".encode(), "", True),
        ("<meta charset=gbk>中文".encode("gbk"), "", True),
        (b"\xff\xfd\xfc\x00", "utf-8", False),
    ],
)
def test_texts_are_read_whatever_they_declare(data, told, honest):
    text, was_honest = decode(data, told=told)

    assert was_honest is honest
    assert honest is False or "中文" in text


def test_days_that_do_not_exist_are_no_days():
    assert day_in("2026-13-45 2026年2月30日 2026/11/5") == "2026-11-05"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"<" * 100_000,
        b"<html><body>" + b"<div>" * 100_000,
        b"<table>" * 3000,
        b"<script type='application/ld+json'>[[[[",
        b"<a href='" + b"x" * 100_000 + b"'>",
    ],
)
def test_no_page_is_too_broken_to_be_read(data):
    page = Reader(SITE, load_rules()).read(data, address="/x/")

    assert page.address == "/x/"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.4 broken"),
        ("a.docx", b"PK\x05\x06" + b"\0" * 18),
        ("a.xlsx", b"<html>no"),
    ],
)
def test_files_that_do_not_open_say_so(name, data):
    file = read_file(data, address=f"/{name}", rules=load_rules())

    assert file.trouble or file.unread
