"""Change the published site: write what a source has become, remove what it no longer has."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from mingtang.content.site import disk, manifest, sealed
from mingtang.content.site.lock import hold_the_site
from mingtang.content.site.models import SEGMENTS, ManifestSegment, SiteFile
from mingtang.content.site.recipe import Content, Files, Recipe


class PathTaken(Exception):  # noqa: N818  two sources want the same address
    """Two sources claim one path. Publishing either would hide the other."""


class SiteWriter:
    """Collects the changes of one publishing step; they come into force together, with a signature."""

    def __init__(self) -> None:
        self._batch = disk.Batch()
        self._rows: dict[str, SiteFile] = {}
        self._gone: set[str] = set()
        self._segments: set[str] = set()
        self._old_contents: set[str] = set()
        self._known: dict[str, dict[str, SiteFile]] = {}
        self._owners: dict[str, str] = {}
        self.written: list[str] = []
        self.removed: list[str] = []

    def expect(self, sources: Mapping[str, Files]) -> None:
        """Read in two questions what replacing these sources has to know. Optional: it saves time."""
        self._known |= {source: {} for source in sources}
        for file in SiteFile.objects.filter(source__in=sources):
            self._known[file.source][file.path] = file
        fresh = {
            path for source, files in sources.items() for path in files.keys() - self._known[source]
        }
        self._owners |= _owners_of(fresh)
        self._owners |= dict.fromkeys(fresh - self._owners.keys(), "")

    def replace(self, *, source: str, files: Files) -> None:
        """Make the files of a source exactly these. Files that did not change are left alone."""
        known = self._known_of(source)
        self._refuse_taken_paths(source, files.keys() - known)
        for path, content in files.items():
            self._write(source, path, content, known.get(path))
        for path in known.keys() - files.keys():
            self._remove(known[path])

    def remove(self, *, source: str) -> None:
        self.replace(source=source, files={})

    def forget_others(self, *, sources: set[str]) -> None:
        """Remove whatever comes from a source that is no longer there."""
        for file in SiteFile.objects.exclude(source__in=sources):
            self._remove(file)

    def remove_intruders(self) -> None:
        """Remove files nobody published, for example those of an earlier database, and their copies."""
        known = set(SiteFile.objects.values_list("path", flat=True)) | self._rows.keys()
        for path in disk.published_paths() - known:
            disk.remove(disk.site_folder() / path)
            self.removed.append(path)
        contents = set(SiteFile.objects.values_list("sm3", flat=True))
        sealed.drop(sealed.kept() - contents - {row.sm3 for row in self._rows.values()})

    def put_back(self, file: SiteFile, content: bytes) -> None:
        """Write a published file anew as it was; its row and its manifest stay as they are."""
        self._batch.write(disk.place(file.path), content)

    def finish(self, *, sign_again: Iterable[str] = ()) -> None:
        """Let the new files take their places, keep their rows, and sign what changed."""
        self._batch.finish()
        self._keep_rows()
        self._sign(self._segments | set(sign_again))
        self._drop_old_copies()

    def discard(self) -> None:
        self._batch.discard()

    def _known_of(self, source: str) -> dict[str, SiteFile]:
        if source not in self._known:
            files = SiteFile.objects.filter(source=source)
            self._known[source] = {file.path: file for file in files}
        return self._known[source]

    def _refuse_taken_paths(self, source: str, paths: Iterable[str]) -> None:
        unread = set(paths) - self._owners.keys()
        self._owners |= _owners_of(unread) if unread else {}
        for path in paths:
            waiting = self._rows.get(path)
            owner = waiting.source if waiting else self._owners.get(path, "")
            if owner not in ("", source) and path not in self._gone:
                raise PathTaken(path)

    def _write(self, source: str, path: str, content: Content, known: SiteFile | None) -> None:
        target, shows = disk.place(path), ""
        if isinstance(content, Recipe):
            shows = content.shows
            if known and known.shows == shows and _has_size(target, known.size):
                return
            content = content.make()
        fingerprint = manifest.digest(content)
        sealed.keep(fingerprint, content)
        lies_there = bool(known and known.sm3 == fingerprint and _lies_there(target, fingerprint))
        if lies_there and known and known.shows == shows:
            return
        segment = manifest.segment_of(path)
        self._rows[path] = SiteFile(
            path=path,
            sm3=fingerprint,
            size=len(content),
            source=source,
            segment=segment,
            shows=shows,
        )
        self._gone.discard(path)
        if not lies_there:
            if known and known.sm3 != fingerprint:
                self._old_contents.add(known.sm3)
            self._batch.write(target, content)
            self._segments.add(segment)
            self.written.append(path)

    def _remove(self, file: SiteFile) -> None:
        target = disk.place(file.path)
        self._old_contents.add(file.sm3)
        if file.path in self._rows:  # another source has taken it over in this very step
            return
        self._batch.forget(target)
        disk.remove(target)
        self._gone.add(file.path)
        self._segments.add(file.segment)
        self.removed.append(file.path)

    def _keep_rows(self) -> None:
        SiteFile.objects.filter(path__in=self._gone).delete()
        SiteFile.objects.bulk_create(
            self._rows.values(),
            update_conflicts=True,
            unique_fields=["path"],
            update_fields=["sm3", "size", "source", "segment", "shows", "written_at"],
        )

    def _sign(self, touched: set[str]) -> None:
        """Write and sign the segments of everything that changed, and those that are missing."""
        missing = {name for name in SEGMENTS if not manifest.place_of(name).exists()}
        names = sorted(touched | missing)
        versions = _next_versions(names)
        files = _files_by_segment(names)
        for name in names:
            segment = manifest.Segment(name, versions[name], files[name])
            manifest.write_segment(segment, batch=self._batch)
        self._batch.finish()

    def _drop_old_copies(self) -> None:
        used = SiteFile.objects.filter(sm3__in=self._old_contents).values_list("sm3", flat=True)
        sealed.drop(self._old_contents - set(used))


@contextmanager
def writing() -> Iterator[SiteWriter]:
    """Change the site alone, and leave it with a signed manifest."""
    with transaction.atomic():
        hold_the_site()
        writer = SiteWriter()
        try:
            yield writer
            writer.finish()
        except BaseException:
            writer.discard()
            raise


def _owners_of(paths: set[str]) -> dict[str, str]:
    return dict(SiteFile.objects.filter(path__in=paths).values_list("path", "source"))


def _next_versions(names: list[str]) -> dict[str, int]:
    """Count each segment on. Only the holder of the site's lock does."""
    known = dict(ManifestSegment.objects.filter(name__in=names).values_list("name", "version"))
    versions = {name: known.get(name, 0) + 1 for name in names}
    ManifestSegment.objects.bulk_create(
        [ManifestSegment(name=name, version=version) for name, version in versions.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["version"],
    )
    return versions


def _files_by_segment(names: list[str]) -> dict[str, dict[str, manifest.Entry]]:
    files: dict[str, dict[str, manifest.Entry]] = {name: {} for name in names}
    rows = SiteFile.objects.filter(segment__in=names)
    for segment, path, sm3, size in rows.values_list("segment", "path", "sm3", "size"):
        files[segment][path] = manifest.Entry(sm3, size)
    return files


def _has_size(target: Path, size: int) -> bool:
    """Whether it lies there; what is inside is the watcher's business."""
    try:
        found = target.lstat()
    except OSError:
        return False
    return disk.is_as_published(found) and found.st_size == size


def _lies_there(target: Path, fingerprint: str) -> bool:
    """Whether the file on disk is what was published; somebody may have changed or lost it."""
    try:
        found = target.lstat()
        return disk.is_as_published(found) and manifest.digest(target.read_bytes()) == fingerprint
    except OSError:
        return False
