"""Keep, open, hand over and remove files."""

from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.identity import Actor
from mingtang.services.catalogue.declaration import FILE_TYPES
from mingtang.services.uploads import disk
from mingtang.services.uploads.errors import StoredFileNotFound, TooManyFiles
from mingtang.services.uploads.inspection import CONTENT_TYPES, accepted_kind
from mingtang.services.uploads.models import StoredFile
from mingtang.services.uploads.queries import files_of_dossier, find_file, pending_files

MOST_FILES_OF_A_DOSSIER = 60
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Slot:
    """The place in a form that a file is for."""

    dossier_id: UUID
    field: str
    department: str
    accept: tuple[str, ...] = FILE_TYPES


@dataclass(frozen=True)
class OpenedFile:
    name: str
    content_type: str
    content: bytes


@transaction.atomic
def keep_file(*, actor: Actor, slot: Slot, name: str, content: bytes) -> StoredFile:
    """Store a file for the actor. What it is is read from its content, never from its name."""
    kind = accepted_kind(content, accept=slot.accept)
    if len(files_of_dossier(slot.dossier_id)) >= MOST_FILES_OF_A_DOSSIER:
        raise TooManyFiles
    place, key_name = disk.write_sealed(content)
    return StoredFile.objects.create(
        dossier_id=slot.dossier_id,
        field=slot.field,
        owner_id=actor.id,
        department=slot.department,
        name=_shown_name(name, kind),
        kind=kind,
        size=len(content),
        fingerprint=sm3(content).hex(),
        place=place,
        key_name=key_name,
        uploaded_at=timezone.now(),
    )


@transaction.atomic
def remove_file(*, actor: Actor, file_id: UUID) -> None:
    """Delete a file that was not handed in yet; its bytes go with the commit."""
    file = find_file(file_id, visible_to=actor)
    if not actor.is_citizen or file.handed_over_at is not None:
        raise StoredFileNotFound
    _remove(file)


@transaction.atomic
def discard_files(*, actor: Actor, dossier_id: UUID) -> None:
    """Delete what was uploaded to a draft that nobody will submit any more."""
    if not actor.is_system:
        raise StoredFileNotFound
    for file in pending_files(dossier_id):
        _remove(file)


@transaction.atomic
def hand_over_files(*, actor: Actor, dossier_id: UUID) -> int:
    """Let the officers of the department see the files of the dossier."""
    waiting = StoredFile.objects.filter(
        dossier_id=dossier_id, owner_id=actor.id, handed_over_at__isnull=True
    )
    return waiting.update(handed_over_at=timezone.now())


def open_file(*, actor: Actor, file_id: UUID) -> OpenedFile:
    """Return a file to somebody who may see it. Officers leave a trace, and so do strangers."""
    try:
        file = find_file(file_id, visible_to=actor)
    except StoredFileNotFound:
        record(actor, action="file_refused", subject=f"file:{file_id}")
        raise
    if actor.is_staff:
        record(
            actor,
            action="file_read",
            subject=f"dossier:{file.dossier_id}",
            details={
                "file": str(file.pk),
                "department": actor.department,
                "purpose": "审查申请材料",
            },
        )
    content = disk.read_sealed(file.place, key_name=file.key_name)
    return OpenedFile(file.name, CONTENT_TYPES[file.kind], content)


def _remove(file: StoredFile) -> None:
    """Take a file away; its bytes go with the commit."""
    file.removed_at = timezone.now()
    file.save(update_fields=["removed_at"])
    transaction.on_commit(lambda: disk.remove(file.place))


def _shown_name(name: str, kind: str) -> str:
    """Return a name that cannot lead anywhere, with the ending that tells the truth."""
    stem = PurePath(name.replace("\\", "/")).name
    stem = "".join(letter for letter in stem if letter.isprintable() and letter not in '<>:"/|?*')
    stem = stem.rsplit(".", 1)[0][:LONGEST_NAME].strip() or "材料"
    return f"{stem}.{kind}"
