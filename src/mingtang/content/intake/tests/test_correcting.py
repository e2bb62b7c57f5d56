import pytest

from mingtang.content.intake.correcting import (
    Words,
    accept_field,
    accept_sure,
    accept_value,
    add_value,
    correct_value,
    delete_value,
    undo,
)
from mingtang.content.intake.errors import (
    AlreadyHere,
    ChangedMeanwhile,
    NothingToUndo,
    OnlyEditorsTakeIn,
    TextMissing,
)
from mingtang.content.intake.models import Change
from mingtang.content.intake.queries import doubtful_of
from mingtang.content.intake.tests import factories as make
from mingtang.content.parsing.tests.policies import ISSUING, NOTICE
from mingtang.content.tests.people import department_reviewer, editor, staff

pytestmark = pytest.mark.django_db


class TestAccepting:
    def test_a_value_is_recorded_with_who_and_when(self):
        made = make.submission()
        title = make.value(made, "title")

        accept_value(actor=editor(), seen=make.seen(made), value_number=title.pk)

        title.refresh_from_db()
        change = Change.objects.get()
        assert (title.status, title.decided_by) == ("accepted", "周敏")
        assert (change.act, change.by_name, change.before["status"]) == ("accept", "周敏", "found")

    def test_what_is_sure_leaves_what_is_doubtful(self):
        made = make.submission(ISSUING)
        doubtful = doubtful_of(made).count()

        accept_sure(actor=editor(), seen=make.seen(made))

        assert doubtful_of(made).count() == doubtful == 2
        assert set(made.found.filter(confidence__gte=0.7).values_list("status", flat=True)) == {
            "accepted"
        }

    def test_a_whole_field_at_once(self):
        made = make.submission(ISSUING)

        accept_field(actor=editor(), seen=make.seen(made), field="key_points")

        assert doubtful_of(made).count() == 0
        assert make.value(made, "scope").status == "found"

    def test_is_for_editors(self):
        made = make.submission()

        with pytest.raises(OnlyEditorsTakeIn):
            accept_sure(actor=department_reviewer(), seen=make.seen(made))

    def test_an_old_view_is_refused(self):
        made = make.submission()
        old = make.seen(made)
        accept_sure(actor=staff("沈洁", "editor"), seen=old)

        with pytest.raises(ChangedMeanwhile):
            accept_sure(actor=editor(), seen=old)


class TestCorrecting:
    def test_the_new_words_are_found_in_the_source(self):
        made = make.submission(NOTICE)
        subsidy = make.value(made, "subsidy")

        correct_value(
            actor=editor(),
            seen=make.seen(made),
            value_number=subsidy.pk,
            words=Words("取得中级证书的， 补贴1500元。"),
        )

        subsidy.refresh_from_db()
        assert made.text[subsidy.start : subsidy.end] == "取得中级证书的，补贴1500元。"
        assert subsidy.status == "corrected"
        assert subsidy.read_text.startswith("取得初级证书的")

    def test_a_repair_of_the_source_keeps_the_place(self):
        made = make.submission(NOTICE)
        title = make.value(made, "title")
        place = (title.start, title.end)

        correct_value(
            actor=editor(),
            seen=make.seen(made),
            value_number=title.pk,
            words=Words("关于申领2025年技能提升补贴的通告"),
        )

        title.refresh_from_db()
        made.refresh_from_db()
        assert (title.start, title.end) == place
        assert made.title == "关于申领2025年技能提升补贴的通告"

    def test_words_taken_from_a_place_are_found_there(self):
        made = make.submission(NOTICE)
        second = made.text.rindex("2025年")

        value = add_value(
            actor=editor(),
            seen=make.seen(made),
            field="key_points",
            words=Words("2025年", second, second + 5),
        )

        assert value.start == second

    def test_nothing_but_spaces_is_refused(self):
        made = make.submission()

        with pytest.raises(TextMissing):
            add_value(actor=editor(), seen=make.seen(made), field="scope", words=Words("  \n"))

    def test_a_number_that_is_here_already_is_refused(self):
        first = make.submission(ISSUING)
        second = make.submission(NOTICE)

        with pytest.raises(AlreadyHere) as refused:
            correct_value(
                actor=editor(),
                seen=make.seen(second),
                value_number=make.value(second, "doc_number").pk,
                words=Words("明财社〔2025〕12号"),
            )

        assert refused.value.reference == first.reference
        assert make.value(second, "doc_number").text == "明人社告〔2025〕3号"


class TestUndo:
    def test_takes_the_last_step_back_and_then_the_one_before(self):
        made = make.submission(ISSUING)
        scope = make.value(made, "scope")
        accept_sure(actor=editor(), seen=make.seen(made))
        delete_value(actor=editor(), seen=make.seen(made), value_number=scope.pk)

        undo(actor=editor(), seen=make.seen(made))
        after_one = set(made.found.values_list("status", flat=True))
        undo(actor=editor(), seen=make.seen(made))

        assert after_one == {"accepted", "found"}
        assert set(made.found.values_list("status", flat=True)) == {"found"}
        with pytest.raises(NothingToUndo):
            undo(actor=editor(), seen=make.seen(made))

    def test_a_value_that_was_added_is_gone_again(self):
        made = make.submission(NOTICE)
        add_value(
            actor=editor(), seen=make.seen(made), field="addressee", words=Words("各区经办机构")
        )

        undo(actor=editor(), seen=make.seen(made))

        assert make.texts(made, "addressee") == []

    def test_corrected_words_come_back_with_their_place(self):
        made = make.submission(NOTICE)
        contact = make.value(made, "contact")
        before = contact.snapshot()
        correct_value(
            actor=editor(),
            seen=make.seen(made),
            value_number=contact.pk,
            words=Words("0570-1234567"),
        )

        undo(actor=editor(), seen=make.seen(made))

        contact.refresh_from_db()
        assert contact.snapshot() == before
