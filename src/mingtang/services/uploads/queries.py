"""Reads of uploaded files and who may see them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from mingtang.kernel.identity import Actor, Role
from mingtang.services.uploads.errors import StoredFileNotFound
from mingtang.services.uploads.models import StoredFile


def files_visible_to(actor: Actor) -> QuerySet[StoredFile]:
    """Owners see theirs; officers what was handed over to their department; nobody else anything."""
    files = StoredFile.objects.filter(removed_at__isnull=True)
    if actor.has_role(Role.OFFICER) and actor.department:
        return files.filter(department=actor.department, handed_over_at__isnull=False)
    return files.filter(owner_id=actor.id) if actor.is_citizen else files.none()


def find_file(file_id: UUID, *, visible_to: Actor) -> StoredFile:
    found = files_visible_to(visible_to).filter(pk=file_id).first()
    if found is None:
        raise StoredFileNotFound
    return found


def files_of_dossier(dossier_id: UUID) -> list[StoredFile]:
    kept = Q(dossier_id=dossier_id, removed_at__isnull=True)
    return list(StoredFile.objects.filter(kept).order_by("uploaded_at"))


def names_of_files(file_ids: Collection[str]) -> dict[str, StoredFile]:
    """Return the files still there, by id as text."""
    if not file_ids:
        return {}
    kept = StoredFile.objects.filter(pk__in=file_ids, removed_at__isnull=True)
    return {str(file.pk): file for file in kept}


def pending_files(dossier_id: UUID) -> list[StoredFile]:
    """Return the files of a dossier that were not handed over yet, oldest first."""
    return [file for file in files_of_dossier(dossier_id) if file.handed_over_at is None]
