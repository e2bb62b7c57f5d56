"""Drafts: what is known is not asked, what is typed is kept, and nobody sees another's."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.services.catalogue.commands import publish_guide, withdraw_guide
from mingtang.services.catalogue.errors import ItemNotFound, ItemNotOffered
from mingtang.services.forms.commands import (
    accept_known,
    attach_file,
    detach_file,
    dispute_known,
    forget_old_drafts,
    open_draft,
    save_answers,
)
from mingtang.services.forms.errors import (
    DraftNotFound,
    FieldNotFound,
    NotComplete,
    OnlyCitizensApply,
)
from mingtang.services.forms.filling import Filling
from mingtang.services.forms.models import Draft
from mingtang.services.tests.factories import PDF, PNG, filled, guide_content, opened, published
from mingtang.services.tests.people import CHEN, STRANGER, keeper, officer
from mingtang.services.uploads.disk import folder
from mingtang.services.uploads.errors import FileNotAccepted
from mingtang.services.uploads.models import StoredFile
from mingtang.services.uploads.queries import files_of_dossier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def guide(user_centre):
    user_centre.reset(person__name="陈悦", person__phone="19900000001")
    return published()


class TestOpenDraft:
    def test_fills_in_what_is_known_with_its_source_and_time(self):
        draft = opened()

        filling = Filling(draft)
        known = filling.step(1).known
        assert [one.value for one in known] == ["陈悦", "19900000001"]
        assert known[0].source == "市公安局人口库"
        assert known[0].fetched_at.isoformat() == "2026-11-24T09:41:00+08:00"
        assert (filling.total, filling.asked_count, filling.known_count) == (9, 7, 2)

    def test_resumes_what_was_begun_and_asks_nobody_again(self, user_centre):
        first, second = opened(), opened()

        assert first.pk == second.pk
        assert user_centre.asked == ["办理“居住证申领、签注”"]

    def test_asks_again_when_what_is_known_has_grown_old(self, user_centre):
        with time_machine.travel("2026-11-24T02:00:00Z", tick=False) as clock:
            opened()
            user_centre.values["person.phone"] = "19900000009"
            clock.shift(timedelta(hours=13))
            draft = opened()

        assert draft.known["phone"]["value"] == "19900000009"

    def test_is_never_stopped_by_silence_and_tries_again_a_minute_later(self, user_centre):
        user_centre.silence = "资料中心暂时没连上。"
        with time_machine.travel("2026-11-24T02:00:00Z", tick=False) as clock:
            draft = opened()
            assert (draft.known, draft.prefill_problem) == ({}, "资料中心暂时没连上。")
            save_answers(actor=CHEN, draft_id=draft.pk, typed={"name": "陈悅"})

            user_centre.silence = ""
            clock.shift(timedelta(minutes=2))
            draft = opened()

        assert draft.prefill_problem == ""
        assert "phone" in draft.known
        assert "name" not in draft.known, "what was typed meanwhile stays the person's"

    def test_keeps_what_is_known_when_a_later_question_is_not_answered(self, user_centre):
        with time_machine.travel("2026-11-24T02:00:00Z", tick=False) as clock:
            opened()
            user_centre.silence = "资料中心暂时没连上。"
            clock.shift(timedelta(hours=13))
            draft = opened()

        assert draft.known["name"]["value"] == "陈悦"

    def test_passes_over_a_known_value_that_the_form_could_not_take(self, user_centre):
        user_centre.reset(person__gender="未说明", person__name=" ")
        fields = [
            {
                "name": "gender",
                "label": "性别",
                "kind": "choice",
                "choices": ["男", "女"],
                "prefill": "person.gender",
            },
            {"name": "name", "label": "姓名", "kind": "text", "prefill": "person.name"},
        ]
        published(code="other", form={"groups": [{"title": "一", "fields": fields}]})

        assert opened(code="other").known == {}

    def test_takes_the_newest_guide_and_keeps_what_was_typed(self):
        draft = opened()
        save_answers(actor=CHEN, draft_id=draft.pk, typed={"address": "学院路86号"})

        newer = published(fee={"text": "10 元"})
        draft = opened()

        assert draft.guide_id == newer.pk
        assert draft.typed["address"] == "学院路86号"

    def test_is_for_citizens_and_for_items_on_offer(self):
        with pytest.raises(OnlyCitizensApply):
            open_draft(actor=officer(), item_code="juzhuzheng")
        with pytest.raises(ItemNotFound):
            opened(code="nothing")
        opened()
        withdraw_guide(actor=keeper(), item_code="juzhuzheng", reason="")
        with pytest.raises(ItemNotOffered):
            opened()

    def test_seals_what_is_typed_and_known(self):
        draft = opened()
        save_answers(actor=CHEN, draft_id=draft.pk, typed={"address": "学院路86号"})

        with connection.cursor() as cursor:
            cursor.execute("SELECT typed_text || known_text FROM services_forms_draft")
            stored = cursor.fetchone()[0]
        assert "学院路" not in stored
        assert "陈悦" not in stored


class TestSaveAnswers:
    def test_keeps_right_and_wrong_values_as_they_stand(self):
        draft = opened()

        save_answers(actor=CHEN, draft_id=draft.pk, typed={"since": "昨天", "note": "<b>"})

        assert opened().typed == {"since": "昨天", "note": "<b>"}

    def test_takes_only_fields_that_are_asked(self):
        draft = opened()

        save_answers(
            actor=CHEN,
            draft_id=draft.pk,
            typed={"name": "冒充", "proof": "00000000", "nothing": "x"},
        )

        assert opened().typed == {}

    def test_keeps_no_more_than_a_reasonable_length(self):
        draft = opened()

        save_answers(actor=CHEN, draft_id=draft.pk, typed={"note": "长" * 9000})

        assert len(opened().typed["note"]) == 4000

    def test_does_not_know_somebody_elses_draft(self):
        draft = opened()

        for deed in (
            lambda: save_answers(actor=STRANGER, draft_id=draft.pk, typed={}),
            lambda: dispute_known(actor=STRANGER, draft_id=draft.pk, field="name"),
            lambda: save_answers(actor=CHEN, draft_id=uuid4(), typed={}),
        ):
            with pytest.raises(DraftNotFound):
                deed()


class TestDisputeKnown:
    def test_lets_the_person_type_and_leaves_a_trace(self, trail):
        draft = opened()

        dispute_known(actor=CHEN, draft_id=draft.pk, field="phone")

        question = Filling(opened()).step(1).questions[0]
        assert (question.field.name, question.value) == ("phone", "19900000001")
        assert question.disputed.source == "市公安局人口库"
        assert trail() == ["guide_published", "known_value_disputed"]

    def test_shows_both_values_in_the_end(self):
        draft = filled()
        dispute_known(actor=CHEN, draft_id=draft.pk, field="phone")
        save_answers(actor=CHEN, draft_id=draft.pk, typed={"phone": "19900000002"})

        answer = Filling(opened()).answers().find("phone")

        assert (answer.value, answer.replaced) == ("19900000002", "19900000001")
        assert (answer.source, answer.replaced_source) == ("申请人填写", "市公安局人口库")

    def test_that_changes_nothing_leaves_the_value_to_its_source(self):
        draft = filled()
        dispute_known(actor=CHEN, draft_id=draft.pk, field="phone")

        answer = Filling(opened()).answers().find("phone")

        assert (answer.source, answer.replaced) == ("市公安局人口库", "")

    def test_can_be_taken_back(self):
        draft = opened()
        dispute_known(actor=CHEN, draft_id=draft.pk, field="phone")

        accept_known(actor=CHEN, draft_id=draft.pk, field="phone")

        assert Filling(opened()).known_count == 2

    def test_is_only_for_what_is_known(self):
        with pytest.raises(FieldNotFound):
            dispute_known(actor=CHEN, draft_id=opened().pk, field="address")


class TestAttachFile:
    def test_replaces_the_file_that_was_there(self, django_capture_on_commit_callbacks):
        draft = opened()
        with django_capture_on_commit_callbacks(execute=True):
            for name, content in (("一.pdf", PDF), ("二.png", PNG)):
                attach_file(
                    actor=CHEN, draft_id=draft.pk, field="proof", name=name, content=content
                )

        (kept,) = files_of_dossier(draft.pk)
        assert kept.name == "二.png"
        assert opened().typed["proof"] == str(kept.pk)
        gone = StoredFile.objects.exclude(pk=kept.pk).get()
        assert not (folder() / gone.place).exists()

    def test_that_is_refused_leaves_the_one_before(self):
        draft = opened()
        attach_file(actor=CHEN, draft_id=draft.pk, field="photo", name="一.png", content=PNG)

        with pytest.raises(FileNotAccepted, match="PDF，这里只能收JPG 图片、PNG 图片"):
            attach_file(actor=CHEN, draft_id=draft.pk, field="photo", name="二.png", content=PDF)

        assert [file.name for file in files_of_dossier(draft.pk)] == ["一.png"]

    def test_goes_only_into_file_fields(self):
        with pytest.raises(FieldNotFound):
            attach_file(actor=CHEN, draft_id=opened().pk, field="note", name="x", content=PDF)

    def test_can_be_taken_away(self):
        draft = opened()
        attach_file(actor=CHEN, draft_id=draft.pk, field="proof", name="一.pdf", content=PDF)

        detach_file(actor=CHEN, draft_id=draft.pk, field="proof")

        assert files_of_dossier(draft.pk) == []
        assert opened().typed["proof"] == ""


class TestFilling:
    def test_gives_a_sentence_for_every_field_that_does_not_hold(self):
        draft = opened()
        save_answers(actor=CHEN, draft_id=draft.pk, typed={"kind": "丙", "since": "昨天"})

        filling = Filling(opened())

        with pytest.raises(NotComplete) as refusal:
            filling.answers()
        assert set(refusal.value.fields) == {"kind", "address", "since", "proof", "promise"}
        assert filling.first_open_step() == 2

    def test_is_whole_when_everything_holds(self):
        filling = Filling(filled())

        answers = filling.answers()

        assert filling.first_open_step() is None
        assert answers.find("address").value == "学院路86号"
        assert answers.find("name").source == "市公安局人口库"
        assert answers.find("nothing") is None


class TestForgetOldDrafts:
    def test_deletes_what_nobody_came_back_to_with_its_files(
        self, django_capture_on_commit_callbacks
    ):
        with time_machine.travel("2026-09-01T02:00:00Z", tick=False):
            draft = filled()
            (file,) = files_of_dossier(draft.pk)
        publish_guide(actor=THE_PLATFORM, content=guide_content(code="other"))
        young = opened(code="other")

        with django_capture_on_commit_callbacks(execute=True):
            assert forget_old_drafts(actor=THE_PLATFORM) == 1

        assert list(Draft.objects.all()) == [young]
        assert not (folder() / file.place).exists()
