from mingtang.content.formats.tests.factories import body_of, heading, source, text
from mingtang.content.sources.source import Paragraph


def test_modules_are_word_for_word_in_the_running_text():
    policy = source()

    assert {"scope", "procedure", "contact"} <= {n for n, spans in policy.modules.items() if spans}
    for spans in policy.modules.values():
        for span in spans:
            assert policy.text[span.start : span.end].strip() == span.text


def test_a_module_knows_where_in_the_body_it_stands_and_what_to_link_to():
    policy = source()
    contact = policy.module("contact")[0]

    block = policy.body[contact.first_block]

    assert isinstance(block, Paragraph)
    assert "0999-8612345" in block.text
    assert contact.anchor == "s5"


def test_the_number_of_an_article_on_a_line_of_its_own_belongs_to_its_paragraph():
    blocks = []
    for number, words in (
        ("一", "为了规范管理，制定本办法。"),
        ("二", "本办法适用于本市行政区域内的停车场。"),
        ("三", "停车场应当按月报告。"),
        ("四", "本办法自 2026年1月1日起施行。"),
    ):
        blocks += [heading(f"第{number}条", level=2), text(words)]

    found = source(body=blocks).module("scope")

    assert [span.text for span in found] == ["第二条 本办法适用于本市行政区域内的停车场。"]
    assert found[0].first_block == 2
    assert found[0].last_block == 3


def test_a_text_that_says_nothing_has_no_modules():
    empty = source(body=body_of("<p>您好。</p>"), summary="")

    assert not any(empty.modules.values())
    assert source(body=[]).modules == {}
