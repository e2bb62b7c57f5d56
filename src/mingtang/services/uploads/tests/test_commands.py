"""Files: kept under names that lead nowhere, sealed at rest, shown to few, and each look on record."""

from uuid import uuid4

import pytest

from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.crypto.sm4 import CannotOpen
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.services.tests.factories import PDF
from mingtang.services.tests.people import CHEN, STRANGER, editor, officer
from mingtang.services.uploads import commands
from mingtang.services.uploads.commands import (
    Slot,
    discard_files,
    hand_over_files,
    keep_file,
    open_file,
    remove_file,
)
from mingtang.services.uploads.disk import folder
from mingtang.services.uploads.errors import StoredFileNotFound, TooManyFiles
from mingtang.services.uploads.models import StoredFile
from mingtang.services.uploads.queries import files_of_dossier

pytestmark = pytest.mark.django_db
SLOT = Slot(dossier_id=uuid4(), field="proof", department="gongan")


def kept(name: str = "合同.pdf", content: bytes = PDF) -> StoredFile:
    return keep_file(actor=CHEN, slot=SLOT, name=name, content=content)


class TestKeepFile:
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("合同.pdf", "合同.pdf"),
            ("照片.jpg.exe", "照片.jpg.pdf"),
            ("../../etc/passwd", "passwd.pdf"),
            ("C:\\fakepath\\租房.doc", "租房.pdf"),
            ("<script>alert(1)</script>.pdf", "script.pdf"),
            ("\u202efdp.exe", "fdp.pdf"),
            ("", "材料.pdf"),
            ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
        ],
    )
    def test_shows_a_name_that_is_harmless_and_true(self, name, shown):
        assert kept(name).name == shown

    def test_seals_the_bytes_on_disk_and_gives_them_back(self):
        file = kept(content=PDF + "学院路86号".encode())

        on_disk = (folder() / file.place).read_bytes()
        assert b"%PDF" not in on_disk
        assert "学院路".encode() not in on_disk
        assert open_file(actor=CHEN, file_id=file.pk).content == PDF + "学院路86号".encode()

    def test_notices_a_file_that_was_swapped_on_disk(self):
        first, second = kept(), kept()
        (folder() / first.place).write_bytes((folder() / second.place).read_bytes())

        with pytest.raises(CannotOpen):
            open_file(actor=CHEN, file_id=first.pk)

    def test_stops_somewhere(self, monkeypatch):
        monkeypatch.setattr(commands, "MOST_FILES_OF_A_DOSSIER", 2)
        kept(), kept()

        with pytest.raises(TooManyFiles):
            kept()


class TestOpenFile:
    def test_is_for_the_owner_from_the_start(self):
        assert open_file(actor=CHEN, file_id=kept().pk).content_type == "application/pdf"

    def test_is_for_officers_of_the_department_once_it_was_handed_over(self):
        file = kept()
        with pytest.raises(StoredFileNotFound):
            open_file(actor=officer(), file_id=file.pk)

        assert hand_over_files(actor=CHEN, dossier_id=SLOT.dossier_id) == 1

        assert open_file(actor=officer(), file_id=file.pk).name == "合同.pdf"
        entry = AuditEntry.objects.last()
        assert (entry.action, entry.details["purpose"]) == ("file_read", "审查申请材料")

    @pytest.mark.parametrize("actor", [STRANGER, officer("renshe"), editor()])
    def test_does_not_exist_for_anybody_else_and_the_try_is_on_record(self, actor):
        file = kept()
        hand_over_files(actor=CHEN, dossier_id=SLOT.dossier_id)

        with pytest.raises(StoredFileNotFound):
            open_file(actor=actor, file_id=file.pk)

        assert AuditEntry.objects.last().action == "file_refused"


class TestRemoveFile:
    def test_takes_the_bytes_with_the_commit(self, django_capture_on_commit_callbacks):
        file = kept()

        with django_capture_on_commit_callbacks(execute=True):
            remove_file(actor=CHEN, file_id=file.pk)

        assert files_of_dossier(SLOT.dossier_id) == []
        assert not (folder() / file.place).exists()

    def test_is_too_late_once_it_was_handed_over(self):
        file = kept()
        hand_over_files(actor=CHEN, dossier_id=SLOT.dossier_id)

        for actor in (CHEN, STRANGER, officer()):
            with pytest.raises(StoredFileNotFound):
                remove_file(actor=actor, file_id=file.pk)

    def test_of_a_whole_draft_is_for_the_platform_and_spares_what_was_handed_over(self):
        kept()
        hand_over_files(actor=CHEN, dossier_id=SLOT.dossier_id)
        kept()

        with pytest.raises(StoredFileNotFound):
            discard_files(actor=CHEN, dossier_id=SLOT.dossier_id)
        discard_files(actor=THE_PLATFORM, dossier_id=SLOT.dossier_id)

        assert len(files_of_dossier(SLOT.dossier_id)) == 1
