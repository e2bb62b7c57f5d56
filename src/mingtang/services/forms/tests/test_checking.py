import pytest

from mingtang.services.catalogue.declaration import Field, Kind
from mingtang.services.forms.checking import Wrong, checked


def field(kind: Kind, **told) -> Field:
    return Field(name="f", label="这一项", kind=kind, choices=("甲", "乙"), **told)


@pytest.mark.parametrize(
    ("kind", "raw", "kept"),
    [
        (Kind.TEXT, "  陈悦 ", "陈悦"),
        (Kind.TEXT, "<script>alert(1)</script>", "<script>alert(1)</script>"),
        (Kind.CHOICE, "甲", "甲"),
        (Kind.DATE, "2026-11-24", "2026-11-24"),
        (Kind.DATE, "２０２６年11月4日", "2026-11-04"),
        (Kind.DATE, "20261124", "2026-11-24"),
        (Kind.NUMBER, "１，２００.50", "1200.50"),
        (Kind.PHONE, "+86 199 0000 0001", "19900000001"),
        (Kind.PHONE, "0999-8601110", "0999-8601110"),
        (Kind.IDENTITY, "33990019950412 1012", "339900199504121012"),
        (Kind.BOOLEAN, "on", "是"),
        (Kind.BOOLEAN, "", "否"),
        (Kind.LONGTEXT, "一" * 2000, "一" * 2000),
        (Kind.ADDRESS, "", ""),
    ],
)
def test_a_good_value_is_kept_in_its_one_written_form(kind, raw, kept):
    assert checked(field(kind), raw) == kept


@pytest.mark.parametrize(
    ("kind", "raw", "sentence"),
    [
        (Kind.TEXT, "长" * 101, "100 个字以内"),
        (Kind.ADDRESS, "长" * 201, "200 个字以内"),
        (Kind.TEXT, "a\x00b", "看不见的字符"),
        (Kind.CHOICE, "丙", "列出的选项"),
        (Kind.DATE, "昨天", "2026-11-24"),
        (Kind.DATE, "2026-02-30", "2026-11-24"),
        (Kind.DATE, "1026-11-24", "年份"),
        (Kind.NUMBER, "三", "只能填数字"),
        (Kind.NUMBER, "NaN", "太大"),
        (Kind.NUMBER, "1e99", "太大"),
        (Kind.PHONE, "12", "11 位手机号"),
        (Kind.PHONE, "29900000001", "11 位手机号"),
        (Kind.IDENTITY, "339900199504121011", "身份证号不对"),
        (Kind.IDENTITY, "1", "身份证号不对"),
    ],
)
def test_a_wrong_value_gets_a_sentence_that_says_what_to_do(kind, raw, sentence):
    with pytest.raises(Wrong, match=sentence):
        checked(field(kind), raw)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (Kind.TEXT, "请填写这一项。"),
        (Kind.CHOICE, "请选择这一项。"),
        (Kind.DATE, "请选择这一项。"),
        (Kind.FILE, "请上传这一项。"),
        (Kind.BOOLEAN, "请先勾选“这一项”。"),
    ],
)
def test_a_missing_value_is_asked_for_by_its_deed(kind, sentence):
    with pytest.raises(Wrong, match=sentence):
        checked(field(kind, required=True), "  ")


def test_a_field_may_be_shorter_than_its_kind():
    with pytest.raises(Wrong, match="50 个字以内"):
        checked(field(Kind.LONGTEXT, max_length=50), "长" * 51)
