"""What is known about the person: where it comes from, how to put it right, who has seen it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from mingtang.accounts.contract.profile import PROFILE_KEYS
from mingtang.accounts.people.commands.correcting import correct_contact_data
from mingtang.accounts.people.commands.disputing import LONGEST, dispute_value
from mingtang.accounts.people.errors import NotKnown
from mingtang.accounts.people.models import Dispute
from mingtang.accounts.people.queries import (
    disclosures_to,
    find_person,
    open_disputes_of,
    profile_of,
    representations_of,
)
from mingtang.accounts.people.registers import OF_PERSON, THEMSELVES
from mingtang.kernel.errors import Invalid
from mingtang.kernel.http import CitizenRequest, citizens_only
from mingtang.kernel.identifiers import mask_identity, mask_phone

DISCLOSURES_ON_A_PAGE = 20
#: Long numbers are shown in part: somebody may be looking over the shoulder.
MASKS = {
    "person.identity_number": mask_identity,
    "person.bank_account": mask_identity,
    "person.phone": mask_phone,
}


@dataclass(frozen=True, kw_only=True)
class ShownValue:
    key: str
    label: str
    value: str
    source: str
    as_of: datetime
    dispute: Dispute | None = None


@citizens_only
@require_GET
def profile(request: CitizenRequest) -> HttpResponse:
    values = _shown(request)
    context = {
        "own": [value for value in values if value.source == THEMSELVES],
        "registers": [value for value in values if value.source != THEMSELVES],
        "representations": list(representations_of(request.actor.id)),
        "is_saved": request.GET.get("saved") == "yes",
        "tab": "profile",
    }
    return render(request, "accounts_people/profile.html", context)


@citizens_only
@require_http_methods(["GET", "POST"])
def contact(request: CitizenRequest) -> HttpResponse:
    errors: dict[str, str] = {}
    person = find_person(request.actor.id)
    typed = {"phone": person.phone, "email": person.email, "address": person.address}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").replace("\x00", "") for name in typed}
        try:
            correct_contact_data(actor=request.actor, typed=typed)
            return HttpResponseRedirect("/my/profile/?saved=yes")
        except Invalid as refusal:
            errors = refusal.fields
    context = {"typed": typed, "errors": errors, "tab": "profile"}
    return render(request, "accounts_people/contact.html", context, status=422 if errors else 200)


@citizens_only
@require_http_methods(["GET", "POST"])
def dispute(request: CitizenRequest, key: str) -> HttpResponse:
    """Say that a register is wrong; said again, the newer words stand."""
    value = next((one for one in _shown(request) if one.key == key), None)
    if value is None or value.source == THEMSELVES:
        raise NotKnown
    said = value.dispute.said if value.dispute else ""
    error = ""
    if request.method == "POST":
        said = request.POST.get("said", "")
        try:
            dispute_value(actor=request.actor, key=key, said=said)
            return HttpResponseRedirect("/my/profile/#registers")
        except Invalid as refusal:
            error = refusal.fields["said"]
    context = {"value": value, "said": said, "error": error, "longest": LONGEST, "tab": "profile"}
    return render(request, "accounts_people/dispute.html", context, status=422 if error else 200)


@citizens_only
@require_GET
def access(request: CitizenRequest) -> HttpResponse:
    """Who was given the person's data, for what and on which basis (个人信息保护法 第四十五条)."""
    pages = Paginator(disclosures_to(request.actor), DISCLOSURES_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    given = [
        {"disclosure": one, "labels": [PROFILE_KEYS.get(key, key) for key in one.keys]}
        for one in page
    ]
    context = {"page": page, "given": given, "tab": "access"}
    return render(request, "accounts_people/access.html", context)


def _shown(request: CitizenRequest) -> list[ShownValue]:
    known = profile_of(find_person(request.actor.id), keys=OF_PERSON.keys()).values
    disputes = open_disputes_of(request.actor)
    return [
        ShownValue(
            key=key,
            label=value.label,
            value=MASKS[key](value.value) if key in MASKS else value.value,
            source=value.source,
            as_of=value.fetched_at,
            dispute=disputes.get(key),
        )
        for key, value in known.items()
    ]
