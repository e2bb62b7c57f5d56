"""Title, number, authority, addressee, dates, validity and annexes, in each form of document."""

import pytest

from mingtang.content.parsing.tests.policies import (
    ISSUING,
    NOTICE,
    ORDER,
    STATUTE,
    document,
    parsed,
    texts,
)

EXPECTED = {
    "order": (
        ORDER,
        {
            "title": ["明州市电动自行车管理规定"],
            "issuing_authority": ["明州市人民政府"],
            "doc_number": ["明州市人民政府令第58号"],
            "addressee": [],
            "issue_date": ["2024年5月20日"],
            "effective_date": ["2024年8月1日"],
            "validity": [],
            "attachments": [],
        },
    ),
    "issuing": (
        ISSUING,
        {
            "title": ["明州市财政局 明州市民政局关于印发《明州市高龄津贴发放办法》的通知"],
            "issuing_authority": ["明州市财政局", "明州市民政局"],
            "doc_number": ["明财社〔2025〕12号"],
            "addressee": ["各区（县）财政局、民政局，市级各有关单位"],
            "issue_date": ["二〇二五年三月四日"],
            "effective_date": ["2025年4月1日"],
            "validity": ["有效期五年"],
            "attachments": ["明州市高龄津贴申请表", "明州市高龄津贴发放汇总表"],
        },
    ),
    "notice": (
        NOTICE,
        {
            "title": ["关于做好2025年技能提升补贴申领工作的通告"],
            "issuing_authority": ["明州市人力资源和社会保障局"],
            "doc_number": ["明人社告〔2025〕3号"],
            "addressee": [],
            "issue_date": ["2025年2月10日"],
            "effective_date": ["发布之日"],
            "validity": ["有效期至2025年12月31日"],
            "attachments": ["各区经办机构一览表"],
        },
    ),
    "statute": (
        STATUTE,
        {
            "title": ["江州市物业管理条例"],
            "issuing_authority": ["江州市人民代表大会常务委员会"],
            "doc_number": [],
            "addressee": [],
            "issue_date": ["2013年8月29日"],
            "effective_date": ["2014年3月1日"],
            "validity": [],
            "attachments": [],
        },
    ),
}


@pytest.mark.parametrize("form", EXPECTED)
def test_each_form_of_document_gives_its_elements(form):
    text, expected = EXPECTED[form]
    policy = parsed(text)

    assert {name: texts(policy, name) for name in expected} == expected


def test_every_value_points_into_the_source():
    source = document(ISSUING).text

    for values in parsed(ISSUING).values.values():
        for value in values:
            place = source[value.start : value.end]
            assert "".join(value.text.split()) in "".join(place.split())


def test_a_number_in_odd_brackets_is_mended_with_a_warning():
    assert any("六角括号" in warning for warning in parsed(NOTICE).warnings)


def test_a_document_without_a_date_is_given_none():
    policy = parsed(
        "关于加强防汛工作的通知\n各区人民政府：\n一、落实责任。请各区于2026年6月1日前报送方案。"
    )

    assert texts(policy, "issue_date") == []
    assert texts(policy, "issuing_authority") == []


TERMS = [
    (
        "本意见自2020年1月1日起执行，至2020年12月31日止。",
        "2020年1月1日",
        "自2020年1月1日起执行，至2020年12月31日止",
    ),
    ("上述措施自发布之日起执行，有效期暂定3个月。", "发布之日", "有效期暂定3个月"),
    (
        "本公告执行期限为2024年1月1日至2027年12月31日。",
        "2024年1月1日",
        "执行期限为2024年1月1日至2027年12月31日",
    ),
    ("本条例自公布之日起施行。", "公布之日", None),
    ("许可证有效期5年。", None, None),
    ("《明州市办法》自2014年1月1日起施行，现予废止。", None, None),
    ("各区自2020年2月1日起，对承租企业免收租金。", None, None),
]


@pytest.mark.parametrize(("sentence", "begins", "term"), TERMS)
def test_only_the_term_of_the_document_itself_counts(sentence, begins, term):
    policy = parsed(
        f"关于某事项的通知\n各单位：\n一、事项。{sentence}\n明州市人民政府\n2020年2月3日"
    )

    assert texts(policy, "effective_date") == ([begins] if begins else [])
    assert texts(policy, "validity") == ([term] if term else [])
