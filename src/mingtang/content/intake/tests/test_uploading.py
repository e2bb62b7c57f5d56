from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mingtang.content.intake import uploading
from mingtang.content.intake.errors import OnlyEditorsTakeIn, UploadNotFound
from mingtang.content.intake.handing_in import hand_in, stop_upload
from mingtang.content.intake.models import Submission, Upload
from mingtang.content.intake.tasks import give_up_uploads, read_upload
from mingtang.content.intake.tests import factories as make
from mingtang.content.parsing.tests.policies import ISSUING, NOTICE
from mingtang.content.tests.people import department_reviewer, editor, staff
from mingtang.documents.errors import FileTooLarge

pytestmark = pytest.mark.django_db


def sent(text: str = NOTICE, name: str = "policy.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.strip().encode())


def upload(*files, attachments=()):
    batch = hand_in(actor=editor(), files=files or (sent(),), attachments=attachments)
    return list(Upload.objects.filter(batch=batch))


def read(one):
    read_upload(upload_number=one.pk)
    one.refresh_from_db()
    return one


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


class TestReading:
    def test_a_good_file_becomes_a_submission_and_its_waiting_copy_is_wiped(self, intake_root):
        one = read(upload()[0])

        made = Submission.objects.get()
        assert (one.state, one.reference, one.place) == ("done", made.reference, "")
        assert made.origin == "周敏"
        assert files_in(intake_root) == [intake_root / made.files.get().place]

    def test_several_files_stand_or_fall_alone(self):
        good, bad = upload(sent(), sent("", "空.txt"))

        assert (read(good).state, read(bad).state) == ("done", "refused")
        assert "0 字节" in bad.sentence

    def test_attachments_belong_to_the_file(self):
        one = read(upload(attachments=[sent(ISSUING, "附件.txt")])[0])

        assert one.state == "done"
        assert [f.name for f in Submission.objects.get().files.all()] == ["policy.txt", "附件.txt"]

    def test_the_same_again_names_the_first(self):
        first = make.submission()

        one = read(upload()[0])

        assert (one.state, one.reference) == ("refused", first.reference)

    def test_of_a_secret_file_not_even_the_name_stays(self, intake_root):
        one = read(upload(sent(f"秘密★长期\n{NOTICE.strip()}", "绝不能看.txt"))[0])

        assert one.state == "refused"
        assert "警报" in one.sentence
        assert one.name == "（名称已清除）"
        assert files_in(intake_root) == []

    def test_a_worker_that_was_killed_is_followed_by_another(self):
        one = upload()[0]
        Upload.objects.filter(pk=one.pk).update(state="reading", started_at=timezone.now())

        assert read(one).state == "done"
        assert read(one).state == "done"
        assert Submission.objects.count() == 1

    def test_more_than_200_megabytes_are_not_taken(self, intake_root):
        large = sent()
        large.size = 200 * 1024 * 1024 + 1

        one = upload(large)[0]

        assert (one.state, one.sentence) == ("refused", FileTooLarge.message)
        assert files_in(intake_root) == []

    def test_is_for_editors(self):
        with pytest.raises(OnlyEditorsTakeIn):
            hand_in(actor=department_reviewer(), files=[sent()])


class TestStopping:
    def test_what_waits_is_wiped_at_once(self, intake_root):
        one = upload()[0]

        stop_upload(actor=editor(), upload_number=one.pk)

        assert files_in(intake_root) == []
        assert read(one).state == "stopped"
        assert not Submission.objects.exists()

    def test_what_is_being_read_is_not_stored(self, monkeypatch, intake_root):
        one = upload()[0]
        take_in = uploading.take_in_from_disk

        def stopped_meanwhile(**given):
            stop_upload(actor=editor(), upload_number=one.pk)
            return take_in(**given)

        monkeypatch.setattr(uploading, "take_in_from_disk", stopped_meanwhile)

        assert read(one).state == "stopped"
        assert not Submission.objects.exists()
        assert files_in(intake_root) == []

    def test_is_only_for_whoever_handed_it_in(self):
        one = upload()[0]

        with pytest.raises(UploadNotFound):
            stop_upload(actor=staff("沈洁", "editor"), upload_number=one.pk)


class TestLeftovers:
    def test_an_upload_no_worker_ended_is_given_up_and_wiped(self, intake_root):
        one = upload()[0]
        Upload.objects.update(uploaded_at=timezone.now() - timedelta(hours=3))

        give_up_uploads()

        one.refresh_from_db()
        assert one.state == "refused"
        assert "请再传一次" in one.sentence
        assert files_in(intake_root) == []

    def test_one_that_still_waits_in_time_is_left_alone(self, intake_root):
        one = upload()[0]

        give_up_uploads()

        assert files_in(intake_root) == [intake_root / one.place]


def test_a_job_for_an_upload_that_is_gone_does_nothing():
    read_upload(upload_number=uuid4().int % 10**6)
