import pytest

from mingtang.content.cms.queries import (
    Stage,
    places_to_write,
    recent_publications,
    recent_withdrawals,
    texts_of,
)
from mingtang.content.publishing.commands import withdraw_page
from mingtang.content.reviewing.commands import return_text
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import (
    department_reviewer,
    editor,
    final_reviewer,
    staff,
)

pytestmark = pytest.mark.django_db


class TestTextsOf:
    def test_a_saved_text_is_a_draft(self):
        page = make.draft()

        [text] = texts_of(editor())

        assert (text.page_number, text.stage, text.column) == (page.pk, Stage.DRAFT, "通知公告")

    def test_a_sent_text_shows_the_level_it_has_come_to(self):
        page = make.draft()
        make.send(page)
        make.approve(page, department_reviewer())

        [text] = texts_of(editor())

        assert (text.stage, text.level) == (Stage.IN_REVIEW, "法务复审")

    def test_a_returned_text_says_who_returned_it_and_why_and_comes_first(self):
        page = make.draft()
        make.send(page)
        return_text(actor=department_reviewer(), seen=make.seen(page), comment="写明期限")
        make.draft(page.get_parent(), title="另一篇", slug="ling")

        texts = texts_of(editor())

        assert [text.stage for text in texts] == [Stage.RETURNED, Stage.DRAFT]
        assert (texts[0].by, texts[0].reason) == ("何静", "写明期限")

    def test_a_text_sent_again_is_in_review_and_no_longer_returned(self):
        page = make.draft()
        make.send(page)
        return_text(actor=department_reviewer(), seen=make.seen(page), comment="写明期限")
        make.send(page)

        assert [text.stage for text in texts_of(editor())] == [Stage.IN_REVIEW]

    def test_a_published_text_is_gone_from_the_list(self):
        make.published()

        assert texts_of(editor()) == []

    def test_others_do_not_see_it(self):
        make.draft()

        assert texts_of(staff("王新", "editor")) == []

    def test_asks_the_database_no_more_for_many_texts(self, django_assert_max_num_queries):
        parent = make.column()
        for number in range(4):
            make.send(make.draft(parent, slug=f"text-{number}"))
        make.approve(parent.get_children().first().specific, department_reviewer())
        texts_of(editor())

        with django_assert_max_num_queries(8):
            assert len(texts_of(editor())) == 4


class TestWhatIsPublic:
    def test_lists_what_was_published_and_what_was_withdrawn_with_the_reason(self):
        page = make.published()
        assert [one.title for one in recent_publications()] == [page.title]

        withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="已被新办法代替")

        assert not recent_publications().exists()
        [withdrawal] = recent_withdrawals()
        assert (withdrawal.title, withdrawal.by) == (page.title, "梁志远")
        assert withdrawal.reason == "已被新办法代替"


class TestPlacesToWrite:
    def test_shows_the_columns_with_those_above_them(self):
        above = make.column("zhengwu", title="政务公开")
        make.column("zhengce", parent=above, title="政策文件")

        places = places_to_write()

        assert [(place.title, place.above) for place in places] == [
            ("政务公开", ""),
            ("政策文件", "政务公开"),
        ]

    def test_finds_a_column_by_a_part_of_its_name(self):
        make.column("zhengce", title="政策文件")
        make.column("tongzhi", title="通知公告")

        assert [place.title for place in places_to_write("策")] == ["政策文件"]
