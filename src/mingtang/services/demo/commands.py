"""Brings the demo city in: the catalogue through its own commands, cases as they may have gone."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from mingtang.kernel.audit.commands import record
from mingtang.kernel.identity import Actor, ActorKind, Role
from mingtang.kernel.settings import is_demo
from mingtang.services.cases.models import Case
from mingtang.services.catalogue.commands import keep_department, keep_hall, publish_guide
from mingtang.services.catalogue.models import Guide, Item
from mingtang.services.catalogue.queries import GuideVersion, guide_version
from mingtang.services.demo.answering import Applicant
from mingtang.services.demo.errors import DemoRefused
from mingtang.services.demo.history import Telling, tell
from mingtang.services.demo.reading import City, Row
from mingtang.services.demo.stories import FULL_DESK, SMALL_DESK, Story, days_of, may_show

#: The same dice every time, so that a reset brings the same city back.
SEED = 339900
#: The first people of the file are those of the scenarios; their affairs are theirs to begin.
LEFT_ALONE = 20
FOR_BUSINESS = "企业"


@dataclass(frozen=True)
class Loaded:
    guides: int
    changed: int
    cases: int


@transaction.atomic
def load_demo_city(*, actor: Actor, city: City) -> Loaded:
    """Put the catalogue in or bring it up to date, and cases where there are none yet."""
    if not is_demo():
        raise DemoRefused
    for department in city.departments:
        keep_department(actor=actor, told=department)
    for hall in city.halls:
        keep_hall(actor=actor, told=hall)
    before = Guide.objects.count()
    for content in city.guides:
        publish_guide(actor=actor, content=content)
    changed = Guide.objects.count() - before
    return Loaded(len(city.guides), changed, invent_cases(actor=actor, city=city))


@transaction.atomic
def invent_cases(*, actor: Actor, city: City) -> int:
    """Give each desk that has an officer its cases, once: what people changed since stays."""
    plans = list(_plans(city))
    if Case.objects.filter(dossier_id__in=[plan.dossier_id for plan in plans]).exists():
        return 0
    for plan in plans:
        tell(plan)
    if plans:
        record(actor, action="demo_cases_invented", subject="demo", details={"cases": len(plans)})
    return len(plans)


def _plans(city: City) -> Iterator[Telling]:
    dice = random.Random(SEED)  # noqa: S311  dice for invented cases
    people = list(city.people)[LEFT_ALONE:] or list(city.people)
    companies = _companies(city)
    if not people:
        return
    for officer, stories in _desks(city):
        items = _items_of(officer.department)
        for number, (story, version) in enumerate(_matched(stories, items)):
            applicant = _applicant(version, people, companies, dice)
            yield _plan(officer, story, version, applicant, number=number, dice=dice)


def _plan(
    officer: Actor,
    story: Story,
    version: GuideVersion,
    applicant: Applicant,
    *,
    number: int,
    dice: random.Random,
) -> Telling:
    return Telling(
        dossier_id=uuid5(NAMESPACE_URL, f"demo:{officer.department}:{number}"),
        story=story,
        version=version,
        applicant=applicant,
        actor=Actor(
            id=UUID(str(applicant.person["id"])),
            kind=ActorKind.CITIZEN,
            name=str(applicant.person["name"]),
        ),
        officer=officer,
        days=days_of(story, version.promised, now=timezone.now(), dice=dice),
        dice=dice,
    )


def _desks(city: City) -> Iterator[tuple[Actor, Sequence[Story]]]:
    """Return one officer for each department, the first with a full desk."""
    seen: set[str] = set()
    for row in city.staff:
        if Role.OFFICER not in row.get("roles", ()) or row["department"] in seen:
            continue
        officer = Actor(
            id=UUID(str(row["id"])),
            kind=ActorKind.STAFF,
            name=str(row["name"]),
            roles=frozenset(row["roles"]),
            department=str(row["department"]),
        )
        yield officer, SMALL_DESK if seen else FULL_DESK
        seen.add(officer.department)


def _items_of(department: str) -> list[GuideVersion]:
    offered = Item.objects.filter(department_id=department, guide__isnull=False).order_by("code")
    versions = [guide_version(item.offered_guide_id) for item in offered]
    return [version for version in versions if version.form.groups]


def _matched(
    stories: Sequence[Story], items: Sequence[GuideVersion]
) -> Iterator[tuple[Story, GuideVersion]]:
    """Go round the items, giving each story the next one it may happen to."""
    turn = 0
    for story in stories:
        for step in range(len(items)):
            version = items[(turn + step) % len(items)]
            if may_show(story, version.promised):
                yield story, version
                turn += step + 1
                break


def _companies(city: City) -> list[Applicant]:
    people = {row["identity_number"]: row for row in city.people}
    return [
        Applicant(person=people[row["legal_representative"]], organisation=row)
        for row in city.organisations
        if row.get("legal_representative") in people
    ]


def _applicant(
    version: GuideVersion,
    people: Sequence[Row],
    companies: Sequence[Applicant],
    dice: random.Random,
) -> Applicant:
    audience: Any = version.content.get("audience") or ()
    is_for_business = list(audience) == [FOR_BUSINESS] or any(
        key.startswith("organisation.") for key in version.form.prefills
    )
    if is_for_business and companies:
        return dice.choice(companies)
    person: Mapping[str, Any] = dice.choice(people)
    return Applicant(person=person)
