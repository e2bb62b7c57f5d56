"""What the worker does with an upload: it is read, and then kept or wiped. It outlives a worker."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mingtang.content.identity.models import StaffMember
from mingtang.content.identity.queries import actor_of
from mingtang.content.intake.commands import Arrival, FileOnDisk, take_in_from_disk
from mingtang.content.intake.errors import AlreadyHere
from mingtang.content.intake.models import Submission, Upload, UploadState
from mingtang.content.parsing.errors import MarkedSecret
from mingtang.content.reading import disk
from mingtang.content.reading.errors import ReadingStopped
from mingtang.kernel.errors import Refusal

GIVEN_UP_AFTER = timedelta(hours=2)
_BROKEN_OFF = "读取几次都中断了，什么也没有保存：请再传一次，还不行请联系管理员。"
_NAMELESS = "（名称已清除）"
_UNDER_WAY = (UploadState.WAITING, UploadState.READING)


def read_one(*, upload_number: int) -> None:
    """Read an upload and say what became of it. Safe to repeat: a killed worker's is read again."""
    upload = _begin(upload_number)
    if upload is None:
        return
    actor = actor_of(StaffMember.objects.get(pk=upload.by_id))
    arrival = Arrival(
        file=FileOnDisk(upload.name, disk.path_of(upload.place)),
        origin=actor.name,
        attachments=[FileOnDisk(name, disk.path_of(place)) for name, place in upload.attachments],
    )

    def goes_on() -> bool:
        return Upload.objects.filter(pk=upload.pk, state=UploadState.READING).exists()

    def then(submission: Submission) -> None:
        _end(upload, UploadState.DONE, reference=submission.reference)

    try:
        take_in_from_disk(actor=actor, arrival=arrival, goes_on=goes_on, then=then)
    except ReadingStopped:
        pass  # the person has been told already
    except AlreadyHere as refusal:
        _end(upload, UploadState.REFUSED, str(refusal), reference=refusal.reference)
    except MarkedSecret as refusal:
        _end(upload, UploadState.REFUSED, str(refusal), name=_NAMELESS)
    except Refusal as refusal:
        _end(upload, UploadState.REFUSED, str(refusal))
    wipe_files(upload)


def give_up_lost() -> int:
    """End uploads no worker brought to an end, and wipe files that belong to nobody any more."""
    before = timezone.now() - GIVEN_UP_AFTER
    lost = list(Upload.objects.filter(uploaded_at__lt=before).exclude(place=""))
    for upload in lost:
        Upload.objects.filter(pk=upload.pk, state__in=_UNDER_WAY).update(
            state=UploadState.REFUSED, sentence=_BROKEN_OFF
        )
        wipe_files(upload)
    waiting = Upload.objects.exclude(place="").values_list("place", "attachments")
    known = {place for main, more in waiting for place in (main, *(place for _, place in more))}
    return len(lost) + disk.sweep(before=before.timestamp(), known=known)


@transaction.atomic
def _begin(upload_number: int) -> Upload | None:
    """Take an upload up, again if a worker died over it; nothing when it has come to an end."""
    upload = Upload.objects.select_for_update().filter(pk=upload_number).first()
    if upload is None or not upload.is_under_way:
        if upload is not None:
            wipe_files(upload)
        return None
    upload.state, upload.started_at = UploadState.READING, timezone.now()
    upload.save(update_fields=["state", "started_at"])
    return upload


def _end(
    upload: Upload, state: UploadState, sentence: str = "", *, reference: str = "", name: str = ""
) -> None:
    """Write how it ended, unless the person stopped it at the last moment."""
    ended = Upload.objects.filter(pk=upload.pk, state=UploadState.READING).update(
        state=state, sentence=sentence, reference=reference, name=name or upload.name
    )
    if not ended and state == UploadState.DONE:
        raise ReadingStopped


def wipe_files(upload: Upload) -> None:
    for place in (upload.place, *(place for _, place in upload.attachments)):
        if place:
            disk.wipe(disk.path_of(place))
    Upload.objects.filter(pk=upload.pk).update(place="", attachments=[])
