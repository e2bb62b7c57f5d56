"""The outline: levels nest, lists of annexes and contents are no sections, annexes begin anew."""

from mingtang.content.parsing.tests.policies import ISSUING, outline, parsed


def test_chapters_articles_and_items_nest_and_contents_are_left_out():
    assert outline(parsed(ISSUING).structure) == [
        "第一章",
        "第一章/第一条",
        "第一章/第二条",
        "第二章",
        "第二章/第三条",
        "第二章/第三条/（一）",
        "第二章/第三条/（二）",
        "第二章/第四条",
        "第二章/第五条",
        "第三章",
        "第三章/第六条",
    ]


def test_numbering_begins_anew_in_an_annex():
    policy = parsed(
        "关于开展检查的通知\n各区：\n一、检查内容\n1.制度。\n附件：1.方案\n2.名单\n明州市财政局\n2025年1月2日\n附件1\n方案\n一、目标\n（一）近期。"
    )

    assert outline(policy.structure) == ["一、", "一、/1.", "一、", "一、/（一）"]


def test_a_reference_to_an_article_begins_no_section():
    policy = parsed("明州市规定\n第一条 甲。\n第二条 乙：\n第一条规定的情形除外。\n第三条 丙。")

    assert outline(policy.structure) == ["第一条", "第二条", "第三条"]


def test_headings_are_told_without_their_label():
    sections = parsed(
        "关于某事的通知\n各区：\n一、申领条件\n甲。\n二、抓紧办理。各区要落实。"
    ).structure

    assert [section.heading for section in sections] == ["申领条件", "抓紧办理"]
