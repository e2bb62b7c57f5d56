"""Ask once what is known of the applicant. Silence never stops anybody: the fields are typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from mingtang.kernel.identity import Actor
from mingtang.services.catalogue.declaration import Form, Kind
from mingtang.services.forms.ports import KnownValue, NothingKnown, Profiles


@dataclass(frozen=True)
class Prefill:
    """What is known, by the name of the field; and why not more, when somebody did not answer."""

    values: Mapping[str, KnownValue] = field(default_factory=dict)
    problem: str = ""


def ask_prefill(applicant: Actor, form: Form, *, errand: str) -> Prefill:
    if not form.prefills:
        return Prefill()
    try:
        known = _profiles(settings.PROFILES).known_of(applicant, keys=form.prefills, errand=errand)
    except NothingKnown as silence:
        return Prefill(problem=str(silence))
    values = {
        one.name: known[one.prefill]
        for one in form.fields
        if one.prefill in known and _fits(one.kind, one.choices, known[one.prefill].value)
    }
    return Prefill(values)


def _fits(kind: Kind, choices: tuple[str, ...], value: str) -> bool:
    """An empty value is as good as none; one outside the choices would lock the person in."""
    return bool(value.strip()) and (kind is not Kind.CHOICE or value in choices)


@cache
def _profiles(path: str) -> Profiles:
    profiles: Profiles = import_string(path)()
    return profiles
