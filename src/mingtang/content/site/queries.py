"""Look at the published site: what is there, and whether it is what was published."""

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from mingtang.content.site import disk, manifest
from mingtang.content.site.lock import hold_the_site
from mingtang.content.site.models import SEGMENTS, Incident, ManifestSegment, SiteFile, SiteWatch


class Finding(StrEnum):
    ALTERED = "内容被改过"
    MISSING = "文件不见了"
    INTRUDER = "不是发布出来的文件"
    REPLACED = "被换成了链接或文件夹"
    OPENED = "权限被改过"
    BROKEN_MANIFEST = "清单缺失或签名不对"
    OLD_MANIFEST = "清单是旧的"


@dataclass(frozen=True)
class Problem:
    path: str
    finding: Finding

    def __str__(self) -> str:
        return f"{self.path}：{self.finding.value}"


@dataclass(frozen=True)
class Verdict:
    files: int
    problems: tuple[Problem, ...]


@transaction.atomic
def verify_site() -> Verdict:
    """Check every file against the signed manifest, while nobody publishes."""
    hold_the_site()
    return verdict_on_the_site()


def verdict_on_the_site() -> Verdict:
    """Do the same for a caller that holds the site already."""
    segments, problems = _segments(SEGMENTS)
    files = {path: entry for segment in segments for path, entry in segment.files.items()}
    files |= _recorded_outside(segments)
    problems += faults_in(files)
    vouched = set(files)
    problems += intruders(vouched)
    problems += opened_folders()
    return Verdict(len(vouched), tuple(problems))


def problems_of_manifest(names: Iterable[str] = SEGMENTS) -> list[Problem]:
    return _segments(names)[1]


def faults_in(files: dict[str, manifest.Entry]) -> list[Problem]:
    """Compare files on disk with what is vouched for."""
    found = ((path, _fault(path, entry)) for path, entry in files.items())
    return [Problem(path, fault) for path, fault in found if fault]


def intruders(vouched: set[str]) -> list[Problem]:
    return [Problem(path, Finding.INTRUDER) for path in sorted(disk.published_paths() - vouched)]


def opened_folders() -> list[Problem]:
    """Find folders that readers cannot enter, or that others may write to."""
    root = f"{disk.site_folder()}/"
    return [
        Problem(entry.path.removeprefix(root), Finding.OPENED)
        for entry in disk.entries()
        if entry.is_dir(follow_symlinks=False)
        and is_opened(entry.stat(follow_symlinks=False).st_mode)
    ]


def is_opened(mode: int) -> bool:
    return stat.S_IMODE(mode) & 0o777 != disk.FOLDER_MODE


def find_file(path: str) -> SiteFile | None:
    return SiteFile.objects.filter(path=path).first()


def entries_of(paths: Iterable[str]) -> dict[str, manifest.Entry]:
    """Return what the records say of these files; those nobody published are left out."""
    rows = SiteFile.objects.filter(path__in=list(paths)).values_list("path", "sm3", "size")
    return {path: manifest.Entry(sm3, size) for path, sm3, size in rows}


def last_watch() -> SiteWatch | None:
    return SiteWatch.objects.first()


def incidents() -> QuerySet[Incident]:
    return Incident.objects.all()


def _recorded_outside(segments: list[manifest.Segment]) -> dict[str, manifest.Entry]:
    """Return the files whose segment is broken, from our records: they do not become intruders."""
    names = [segment.name for segment in segments]
    rows = SiteFile.objects.exclude(segment__in=names).values_list("path", "sm3", "size")
    return {path: manifest.Entry(sm3, size) for path, sm3, size in rows}


def _segments(names: Iterable[str]) -> tuple[list[manifest.Segment], list[Problem]]:
    """Read segments that somebody has signed before; a site that was never written has none."""
    versions = dict(ManifestSegment.objects.values_list("name", "version"))
    segments, problems = [], []
    for name in names if versions else ():
        place = f"{disk.manifest_folder().name}/{name}.json"
        try:
            segment = manifest.read_segment(name)
        except manifest.BrokenSegment:
            problems.append(Problem(place, Finding.BROKEN_MANIFEST))
            continue
        segments.append(segment)
        if segment.version < versions.get(name, 0):
            problems.append(Problem(place, Finding.OLD_MANIFEST))
    return segments, problems


def _fault(path: str, entry: manifest.Entry) -> Finding | None:
    target = disk.place(path)
    try:
        found = target.lstat()
        if not stat.S_ISREG(found.st_mode) or _is_below_a_link(target):
            return Finding.REPLACED
        if manifest.digest(target.read_bytes()) != entry.sm3:
            return Finding.ALTERED
    except OSError:
        return Finding.MISSING
    return None if disk.is_as_published(found) else Finding.OPENED


def _is_below_a_link(target: Path) -> bool:
    """Whether the way to a file leads through a link: then it is another file."""
    root = disk.site_folder()
    return any(folder.is_symlink() for folder in target.parents if root in folder.parents)
