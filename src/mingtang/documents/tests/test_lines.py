"""Lines set without indents or centring: what the words alone say about where a paragraph begins."""

from mingtang.documents.lines import Line, flow, frame_of

WIDTH = 28


def paragraphs(*texts: str) -> list[str]:
    """Set each text on one line at the left margin, as wide as it has characters."""
    lines = [
        Line(
            text=text,
            page=1,
            left=80,
            right=80 + 16 * min(WIDTH, len(text)),
            top=100 + 28 * number,
            bottom=116 + 28 * number,
            size=16,
        )
        for number, text in enumerate(texts)
    ]
    return [draft.text for draft in flow(lines, frame=frame_of(lines))]


FULL = "为进一步规范管理提高效率方便群众办事根据有关规定结合实际现"


def test_a_number_and_a_date_stand_alone():
    assert paragraphs(FULL, "明政发〔2026〕12号", FULL, "2026年3月1日") == [
        FULL,
        "明政发〔2026〕12号",
        FULL,
        "2026年3月1日",
    ]


def test_a_finished_title_takes_nothing_more():
    title = "关于开展二〇二六年度中小企业数字化转型认定工作的通知"

    assert paragraphs(title, "各县（市、区）经济和信息化局各有关企业：", FULL, FULL)[:2] == [
        title,
        "各县（市、区）经济和信息化局各有关企业：",
    ]


def test_the_next_entry_of_a_list_begins_anew():
    first = "附件：1.明州市中小企业数字化转型专项资金项目申报表和承诺"

    assert paragraphs(first, "2.汇总表", FULL) == [first, "2.汇总表", FULL]


def test_a_number_that_did_not_fit_on_the_line_is_joined_to_its_name():
    assert paragraphs(FULL, "联系人：市企业服务中心；联系电话：", "0570-5086123。") == [
        FULL + "联系人：市企业服务中心；联系电话：0570-5086123。"
    ]
