import pytest

from mingtang.content.intake.correcting import (
    Words,
    accept_value,
    add_value,
    correct_value,
    delete_value,
    forget_lesson,
    undo,
)
from mingtang.content.intake.errors import LessonNotFound
from mingtang.content.intake.models import Lesson
from mingtang.content.intake.tests import factories as make
from mingtang.content.parsing.tests.policies import ISSUING
from mingtang.content.tests.people import editor

pytestmark = pytest.mark.django_db

#: The next file of the same office, made the same way.
NEXT = (
    make.ODD.replace("助餐补助", "助浴补助")
    .replace("〔2026〕7号", "〔2026〕9号")
    .replace("每餐记账", "每次记账")
    .replace("2026年2月10日", "2026年2月17日")
)


def correct(made, field, text, place=0):
    correct_value(
        actor=editor(),
        seen=make.seen(made),
        value_number=make.value(made, field, place).pk,
        words=Words(text),
    )


def add(made, field, text):
    return add_value(actor=editor(), seen=make.seen(made), field=field, words=Words(text))


class TestANameWrittenOtherwise:
    def test_is_put_right_next_time_with_less_confidence_and_its_reason(self):
        first = make.submission(make.ODD)
        correct(first, "issuing_authority", "明州市民政和老龄事务局")

        second = make.submission(NEXT)

        issuer = make.value(second, "issuing_authority")
        assert issuer.text == "明州市民政和老龄事务局"
        assert issuer.read_text == "明州市民政局"
        assert 0.7 <= issuer.confidence <= 0.8
        assert issuer.lesson is not None
        assert issuer.lesson.by_name == "周敏"
        assert Lesson.objects.get().used == 1

    def test_a_wrong_lesson_is_forgotten_on_request(self):
        correct(make.submission(make.ODD), "issuing_authority", "明州市民政和老龄事务局")

        forget_lesson(actor=editor(), lesson_number=Lesson.objects.get().pk)

        assert make.texts(make.submission(NEXT), "issuing_authority") == ["明州市民政局"]
        with pytest.raises(LessonNotFound):
            forget_lesson(actor=editor(), lesson_number=Lesson.objects.get().pk)

    def test_correcting_it_back_is_enough_to_forget_it(self):
        correct(make.submission(make.ODD), "issuing_authority", "明州市民政和老龄事务局")
        second = make.submission(NEXT)

        correct(second, "issuing_authority", "明州市民政局")
        third = make.submission(NEXT.replace("助浴", "助洁").replace("9号", "11号"))

        assert make.texts(third, "issuing_authority") == ["明州市民政局"]

    def test_saying_the_same_again_does_not_forget_it(self):
        correct(make.submission(make.ODD), "issuing_authority", "明州市民政和老龄事务局")
        correct(make.submission(NEXT), "issuing_authority", "明州市民政和老龄事务局")

        assert Lesson.objects.get().is_active

    def test_a_better_name_takes_the_place_of_the_learned_one(self):
        correct(make.submission(make.ODD), "issuing_authority", "明州市民政和老龄事务局")
        correct(make.submission(NEXT), "issuing_authority", "明州市民政委员会")

        third = make.submission(NEXT.replace("助浴", "助洁").replace("9号", "11号"))

        assert make.texts(third, "issuing_authority") == ["明州市民政委员会"]

    def test_undoing_the_correction_unlearns_it(self):
        first = make.submission(make.ODD)
        correct(first, "issuing_authority", "明州市民政和老龄事务局")

        undo(actor=editor(), seen=make.seen(first))

        assert make.texts(make.submission(NEXT), "issuing_authority") == ["明州市民政局"]


class TestAPlace:
    def test_a_number_behind_a_label_is_found_there_next_time(self):
        first = make.submission(make.ODD)
        assert make.texts(first, "doc_number") == []
        add(first, "doc_number", "明民规〔2026〕7号")

        second = make.submission(NEXT)

        number = make.value(second, "doc_number")
        assert number.text == "明民规〔2026〕9号"
        assert second.text[number.start : number.end] == "明民规〔2026〕9号"
        assert number.confidence <= 0.8

    def test_holds_for_its_issuer_only(self):
        add(make.submission(make.ODD), "doc_number", "明民规〔2026〕7号")

        other = make.submission(NEXT.replace("明州市民政局", "明州市财政局"))

        assert make.texts(other, "doc_number") == []


class TestAHeading:
    def test_an_editor_filed_under_a_module_is_a_cue_next_time(self):
        first = make.submission(make.ODD)
        words = "社区助餐点每餐记账，街道每月汇总，补助直接打到社会保障卡。"
        for value in list(first.found.filter(field="procedure")):
            delete_value(actor=editor(), seen=make.seen(first), value_number=value.pk)
        add(first, "procedure", words)
        lesson = Lesson.objects.get(kind="heading")

        second = make.submission(NEXT)

        assert lesson.pattern == {"heading": "钱怎么拿"}
        assert words.replace("每餐", "每次") in make.texts(second, "procedure")


class TestADismissal:
    def test_what_was_not_wanted_is_set_aside_next_time_and_can_come_back(self):
        first = make.submission(make.ODD)
        unwanted = make.value(first, "contact")
        delete_value(actor=editor(), seen=make.seen(first), value_number=unwanted.pk)

        second = make.submission(NEXT)

        set_aside = second.found.get(field="contact")
        assert (set_aside.status, set_aside.lesson) == ("deleted", Lesson.objects.get())

        accept_value(actor=editor(), seen=make.seen(second), value_number=set_aside.pk)

        set_aside.refresh_from_db()
        assert set_aside.status == "accepted"
        assert not Lesson.objects.get().is_active

    def test_does_not_reach_other_issuers(self):
        first = make.submission(make.ODD)
        delete_value(
            actor=editor(), seen=make.seen(first), value_number=make.value(first, "contact").pk
        )

        other = make.submission(NEXT.replace("明州市民政局", "明州市财政局"))

        assert len(make.texts(other, "contact")) == 1


def test_a_file_nobody_corrected_is_read_as_the_parser_reads_it():
    correct(make.submission(make.ODD), "title", "明州市老年人助餐补助发放办法（试行）")

    made = make.submission(ISSUING)

    assert not made.found.exclude(lesson=None).exists()
