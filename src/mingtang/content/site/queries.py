"""Look at the published site: what is there, and whether it is what was published."""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from mingtang.content.site import disk, manifest
from mingtang.content.site.lock import hold_the_site
from mingtang.content.site.models import SEGMENTS, ManifestSegment


class Finding(StrEnum):
    ALTERED = "内容被改过"
    MISSING = "文件不见了"
    INTRUDER = "不是发布出来的文件"
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
    versions = dict(ManifestSegment.objects.values_list("name", "version"))
    if not versions:
        return Verdict(0, tuple(_intruders(set())))
    problems: list[Problem] = []
    vouched: set[str] = set()
    for name in SEGMENTS:
        try:
            segment = manifest.read_segment(name)
        except manifest.BrokenSegment:
            problems.append(Problem(f"site-manifest/{name}.json", Finding.BROKEN_MANIFEST))
            continue
        if segment.version < versions.get(name, 0):
            problems.append(Problem(f"site-manifest/{name}.json", Finding.OLD_MANIFEST))
        vouched |= segment.files.keys()
        problems += _faults(segment)
    problems += _intruders(vouched)
    return Verdict(len(vouched), tuple(problems))


def _faults(segment: manifest.Segment) -> list[Problem]:
    problems = []
    for path, entry in segment.files.items():
        try:
            content = disk.place(path).read_bytes()
        except OSError:
            problems.append(Problem(path, Finding.MISSING))
            continue
        if manifest.digest(content) != entry.sm3:
            problems.append(Problem(path, Finding.ALTERED))
    return problems


def _intruders(vouched: set[str]) -> list[Problem]:
    return [Problem(path, Finding.INTRUDER) for path in sorted(disk.published_paths() - vouched)]
