"""Change the published site: write what a source has become, remove what it no longer has."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from mingtang.content.site import disk, manifest
from mingtang.content.site.lock import hold_the_site
from mingtang.content.site.models import SEGMENTS, ManifestSegment, SiteFile


class PathTaken(Exception):  # noqa: N818  two sources want the same address
    """Two sources claim one path. Publishing either would hide the other."""


class SiteWriter:
    """Collects the changes of one publishing step; its manifest is signed at the end."""

    def __init__(self) -> None:
        self._segments: set[str] = set()
        self._folders: set[Path] = set()
        self.written: list[str] = []
        self.removed: list[str] = []

    def replace(self, *, source: str, files: Mapping[str, bytes]) -> None:
        """Make the files of a source exactly these. Files that did not change are left alone."""
        known = {file.path: file for file in SiteFile.objects.filter(source=source)}
        for path, content in files.items():
            self._write(source, path, content, known.get(path))
        for path in known.keys() - files.keys():
            self._remove(path)

    def remove(self, *, source: str) -> None:
        self.replace(source=source, files={})

    def forget_others(self, *, sources: set[str]) -> None:
        """Remove whatever comes from a source that is no longer there."""
        gone = SiteFile.objects.exclude(source__in=sources).values_list("path", flat=True)
        for path in list(gone):
            self._remove(path)

    def remove_intruders(self) -> None:
        """Remove files nobody published, for example those of an earlier database."""
        known = set(SiteFile.objects.values_list("path", flat=True))
        for path in disk.published_paths() - known:
            disk.remove(disk.site_folder() / path)
            self.removed.append(path)

    def sign(self) -> None:
        """Write and sign the segments of everything that changed."""
        missing = {name for name in SEGMENTS if not manifest.place_of(name).exists()}
        names = sorted(self._segments | missing)
        versions = _next_versions(names)
        files = _files_by_segment(names)
        for name in names:
            manifest.write_segment(manifest.Segment(name, versions[name], files[name]))
        disk.make_durable(self._folders | {disk.manifest_folder()})

    def _write(self, source: str, path: str, content: bytes, known: SiteFile | None) -> None:
        target = disk.place(path)
        fingerprint = manifest.digest(content)
        if known and known.sm3 == fingerprint and _lies_there(target, fingerprint):
            return
        if known is None and SiteFile.objects.filter(path=path).exclude(source=source).exists():
            raise PathTaken(path)
        disk.write(target, content)
        SiteFile.objects.update_or_create(
            path=path,
            defaults={
                "sm3": fingerprint,
                "size": len(content),
                "source": source,
                "segment": manifest.segment_of(path),
            },
        )
        self._touched(path, target)
        self.written.append(path)

    def _remove(self, path: str) -> None:
        target = disk.place(path)
        disk.remove(target)
        SiteFile.objects.filter(path=path).delete()
        self._touched(path, target)
        self.removed.append(path)

    def _touched(self, path: str, target: Path) -> None:
        self._segments.add(manifest.segment_of(path))
        self._folders.add(target.parent)


@contextmanager
def writing() -> Iterator[SiteWriter]:
    """Change the site alone, and leave it with a signed manifest."""
    with transaction.atomic():
        hold_the_site()
        writer = SiteWriter()
        yield writer
        writer.sign()


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
    for file in SiteFile.objects.filter(segment__in=names):
        files[file.segment][file.path] = manifest.Entry(file.sm3, file.size)
    return files


def _lies_there(target: Path, fingerprint: str) -> bool:
    """Whether the file on disk is what was published; somebody may have changed or lost it."""
    try:
        return manifest.digest(target.read_bytes()) == fingerprint
    except OSError:
        return False
