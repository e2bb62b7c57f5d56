"""Answers to other systems about people. Only signed systems may ask, and every answer is logged."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema

from mingtang.accounts.contract.profile import ONLY_BY_NAME, PROFILE_KEYS, Profile
from mingtang.accounts.people.commands.giving import give_profile
from mingtang.accounts.people.errors import OnlySystemsAsk
from mingtang.kernel.http import ACTOR_HEADER, AuthenticatedRequest
from mingtang.kernel.signing import read_actor
from mingtang.kernel.system import load_manifests

router = Router(tags=["people"])
#: The gateway signs for visitors and has nothing to ask about people.
NEVER_ASKS = "gateway"


class ValueOut(Schema):
    value: str
    label: str
    source: str
    fetched_at: datetime


class ProfileOut(Schema):
    """The same shape as contract.profile.Profile.to_dict."""

    person_id: UUID
    values: dict[str, ValueOut]


@router.get("/people/{uuid:person_id}/profile", operation_id="find_profile", response=ProfileOut)
def find_profile(
    request: AuthenticatedRequest,
    person_id: UUID,
    purpose: str = "",
    basis: str = "",
    fields: str = "",
    organisation_id: UUID | None = None,
) -> Profile:
    """Give the named values of a person (`fields` separated by commas), for a stated purpose.

    Without `fields`: all that a form may be prefilled with. The person sees on 我的数据 who asked,
    for what and on which legal basis.
    """
    keys = [key.strip() for key in fields.split(",") if key.strip()]
    return give_profile(
        actor=request.auth,
        asker=_asking_system(request),
        person_id=person_id,
        keys=keys or sorted(PROFILE_KEYS.keys() - ONLY_BY_NAME),
        purpose=purpose,
        basis=basis,
        organisation_id=organisation_id,
    )


def _asking_system(request: AuthenticatedRequest) -> str:
    """Return the title of the system whose key signed the request."""
    header = request.headers[ACTOR_HEADER]
    for system in load_manifests():
        if system.name != NEVER_ASKS and read_actor(header, accept={system.name}) is not None:
            return system.title
    raise OnlySystemsAsk
