"""Labels of numbered paragraphs, and the numerals in them."""

import pytest

from mingtang.documents.labels import read_label
from mingtang.documents.numerals import number_of, numeral


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第三章　附则", "第三章"),
        ("第十二条 为了", "第十二条"),
        ("第 二 十 条 申请人", None),
        ("一、总体要求", "一、"),
        ("(二)提交申请", "（二）"),
        ("3．材料清单", "3."),
        ("4、咨询电话", "4."),
        ("（5）其他", "（5）"),
        ("1.5万元的补贴", None),
        ("第八条规定的情形", None),
        ("第三条第二款所称", None),
        ("2026年3月1日", None),
    ],
)
def test_a_label_is_read_in_its_standard_form(text, label):
    found = read_label(text)

    assert (found.text if found else None) == label


@pytest.mark.parametrize(
    ("text", "number"), [("二十三", 23), ("十", 10), ("一百零五", 105), ("二〇二六", 2026)]
)
def test_chinese_numerals_are_numbers(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (30, "三十"), (105, "一百零五")]
)
def test_numbers_are_written_in_chinese(number, text):
    assert numeral(number) == text
