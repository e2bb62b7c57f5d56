"""Puts a damaged site right, tells of it once, and leaves it on record."""

import os
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from pathlib import PurePosixPath

from django.utils import timezone

from mingtang.content.contract.events import SiteTampered
from mingtang.content.publishing.models import Stale
from mingtang.content.site import disk, evidence, sealed
from mingtang.content.site.commands import SiteWriter, writing
from mingtang.content.site.models import Incident, SiteFile
from mingtang.content.site.queries import (
    Finding,
    Problem,
    entries_of,
    faults_in,
    is_opened,
    problems_of_manifest,
)
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.logs import log
from mingtang.kernel.outbox.commands import announce

#: So many at once are one incident, told with the folder that holds them.
MANY = 20
#: Tried again within this time, it is still the same incident.
SAME_INCIDENT_FOR = timedelta(minutes=10)
_OF_MANIFEST = {Finding.BROKEN_MANIFEST, Finding.OLD_MANIFEST}


def put_right(problems: Iterable[Problem], *, leftovers: Iterable[str] = ()) -> int:
    """Restore what is really wrong once nobody publishes any more; return how many that were.

    What looked wrong may have been a publishing step half way. Only what is wrong while the site is
    held is damage.
    """
    with writing() as site:
        real = _confirmed(problems)
        for (
            path
        ) in leftovers:  # of a publisher that was killed: nobody writes while the site is held
            (disk.site_folder() / path).unlink(missing_ok=True)
        sources = _restore(site, real)
        # The incidents of what is rendered below stay open if that fails.
        _tell(real, unrestored=sources)
        Stale.objects.bulk_create([Stale(thing=source) for source in sorted(sources)])
        site.finish(sign_again=[_segment(p) for p in real if p.finding in _OF_MANIFEST])
    if sources:
        refresh_stale()
        Incident.objects.filter(put_right_at=None).update(put_right_at=timezone.now())
    return len(real)


def _confirmed(problems: Iterable[Problem]) -> list[Problem]:
    """Look again while nobody publishes."""
    problems = list(problems)
    segments = [_segment(problem) for problem in problems if problem.finding in _OF_MANIFEST]
    paths = [problem.path for problem in problems if problem.finding not in _OF_MANIFEST]
    entries = entries_of(paths)
    found = [*problems_of_manifest(segments), *faults_in(entries)]
    for path in dict.fromkeys(paths):
        place = disk.site_folder() / path
        if path in entries or not os.path.lexists(place):
            continue
        is_folder = place.is_dir() and not place.is_symlink()
        if not is_folder:
            found.append(Problem(path, Finding.INTRUDER))
        elif is_opened(place.stat().st_mode):
            found.append(Problem(path, Finding.OPENED))
    return found


def _restore(site: SiteWriter, problems: list[Problem]) -> set[str]:
    """Put right what the sealed copies can; return the sources that have to be rendered again."""
    with evidence.collecting() as kept:
        for problem in problems:
            if problem.finding not in _OF_MANIFEST:
                kept.keep(problem.path)
    rows = SiteFile.objects.in_bulk([problem.path for problem in problems])
    for problem in problems:
        place = disk.site_folder() / problem.path
        if problem.finding is Finding.INTRUDER:
            disk.remove(place)
        elif problem.finding is Finding.OPENED and problem.path not in rows:
            place.chmod(disk.FOLDER_MODE)
    lost = set()
    for path, row in rows.items():
        content = sealed.find(row.sm3)
        if content is None:
            lost.add(row.source)
            SiteFile.objects.filter(path=path).update(shows="")
        else:
            site.put_back(row, content)
    return lost


def _tell(problems: list[Problem], *, unrestored: set[str]) -> None:
    by_finding: dict[Finding, list[str]] = defaultdict(list)
    for problem in problems:
        by_finding[problem.finding].append(problem.path)
    for finding, paths in by_finding.items():
        for path in paths if len(paths) <= MANY else [_common_folder(paths)]:
            number = 1 if len(paths) <= MANY else len(paths)
            _tell_of(path, finding, files=number, is_restored=not unrestored)


def _tell_of(path: str, finding: Finding, *, files: int, is_restored: bool) -> None:
    now = timezone.now()
    put_right_at = now if is_restored else None
    again = Incident.objects.filter(
        path=path, finding=finding.value, last_noticed_at__gt=now - SAME_INCIDENT_FOR
    ).first()
    log.error("site_tampered", path=path, finding=finding.name, files=files)
    if again is not None:
        again.times, again.files = again.times + 1, max(files, again.files)
        again.last_noticed_at, again.put_right_at = now, put_right_at
        again.save()
        return
    Incident.objects.create(
        path=path,
        finding=finding.value,
        files=files,
        noticed_at=now,
        last_noticed_at=now,
        put_right_at=put_right_at,
    )
    record(
        THE_PLATFORM,
        action="content.site-tampered",
        subject=f"site:{path}"[:200],
        details={"finding": finding.value, "files": files, "restored": is_restored},
    )
    announce(
        SiteTampered(
            actor_id=THE_PLATFORM.id, path=path, finding=finding.value, restored=is_restored
        )
    )


def _common_folder(paths: list[str]) -> str:
    common = os.path.commonpath([str(PurePosixPath(path).parent) for path in paths])
    return f"{common}/" if common and common != "." else "/"


def _segment(problem: Problem) -> str:
    return PurePosixPath(problem.path).stem
