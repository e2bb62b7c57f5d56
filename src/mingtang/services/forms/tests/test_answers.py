from mingtang.services.catalogue.declaration import Kind
from mingtang.services.forms.answers import Answer, AnswerGroup, Answers

NAME = Answer(name="name", label="姓名", kind=Kind.TEXT, value="陈悦", source="市公安局人口库")
CARD = Answer(name="card", label="证号", kind=Kind.IDENTITY, value="339900199504121012")
PHONE = Answer(name="phone", label="手机", kind=Kind.PHONE, value="19900000001")
ANSWERS = Answers((AnswerGroup("您是谁", (NAME, CARD, PHONE)),))


def test_answers_come_back_from_their_text_as_they_were():
    assert Answers.from_text(ANSWERS.as_text()) == ANSWERS


def test_numbers_are_half_hidden_on_a_screen():
    assert [answer.masked for answer in ANSWERS] == ["陈悦", "339***********1012", "199****0001"]


def test_corrected_answers_stand_in_their_place_and_new_ones_in_a_group_of_their_own():
    again = Answer(name="phone", label="手机", kind=Kind.PHONE, value="19900000002")
    note = Answer(name="note", label="说明", kind=Kind.TEXT, value="换号了")

    changed = ANSWERS.with_answers([again, note], extra_title="补正")

    assert [answer.value for answer in changed.groups[0].answers][2] == "19900000002"
    assert changed.groups[1] == AnswerGroup("补正", (note,))
