"""What an editor sets going: files are handed in and taken back, and a model is asked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from mingtang.content.intake.commands import may_take_in
from mingtang.content.intake.errors import NoModelConfigured, UploadNotFound
from mingtang.content.intake.models import Upload, UploadState
from mingtang.content.intake.queries import find_submission
from mingtang.content.intake.uploading import wipe_files
from mingtang.content.reading import disk
from mingtang.content.reading.errors import ReadingStopped
from mingtang.documents.errors import FileTooLarge
from mingtang.documents.reading import MOST_BYTES
from mingtang.kernel.identity import Actor
from mingtang.kernel.jobs.job import named

#: A file as Django received it.
Sent = UploadedFile[Any]


@transaction.atomic
def hand_in(*, actor: Actor, files: Sequence[Sent], attachments: Sequence[Sent] = ()) -> UUID:
    """Receive files, each a policy; attachments belong to the first. Returns the handing-in."""
    may_take_in(actor)
    batch = uuid4()
    for number, file in enumerate(files):
        _receive(actor, batch, file, attachments if number == 0 else ())
    return batch


@transaction.atomic
def stop_upload(*, actor: Actor, upload_number: int) -> UUID:
    """Take a file back: what waits is wiped now, what is being read within a second."""
    upload = Upload.objects.select_for_update().filter(pk=upload_number, by_id=actor.id).first()
    if upload is None:
        raise UploadNotFound
    if upload.is_under_way:
        is_waiting = upload.state == UploadState.WAITING
        upload.state, upload.sentence = UploadState.STOPPED, ReadingStopped.message
        upload.save(update_fields=["state", "sentence"])
        if is_waiting:
            wipe_files(upload)
    return upload.batch


def ask_the_model(*, actor: Actor, reference: str) -> None:
    """Have key points proposed, later and outside of any transaction."""
    may_take_in(actor)
    if not settings.CHAT_URL:
        raise NoModelConfigured
    named("content.propose-key-points").later(
        reference=find_submission(reference, visible_to=actor).reference
    )


def _receive(actor: Actor, batch: UUID, file: Sent, attachments: Sequence[Sent]) -> None:
    upload = Upload(batch=batch, name=(file.name or "")[:255], by_id=actor.id)
    if any((one.size or 0) > MOST_BYTES for one in (file, *attachments)):
        upload.state, upload.sentence = UploadState.REFUSED, FileTooLarge.message
        upload.save()
        return
    upload.place = disk.receive(file.chunks(), name=upload.name)
    upload.attachments = [
        [(one.name or "")[:255], disk.receive(one.chunks(), name=one.name or "")]
        for one in attachments
    ]
    upload.save()
    named("content.read-upload").later(upload_number=upload.pk)
