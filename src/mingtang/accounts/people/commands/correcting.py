"""Lets people put their own contact data right."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from mingtang.accounts.people.contact import Contact
from mingtang.accounts.people.models import Account
from mingtang.accounts.people.models.accounts import PHONE
from mingtang.accounts.people.queries import find_person
from mingtang.kernel.audit.commands import record
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor


@transaction.atomic
def correct_contact_data(*, actor: Actor, typed: Mapping[str, str]) -> bool:
    """Store what the person says about themselves; tell whether anything changed.

    The trail keeps which fields changed, not what they hold.
    """
    contact = Contact.read(typed)
    person = find_person(actor.id, lock=True)
    told = vars(contact)
    changed = sorted(name for name, value in told.items() if getattr(person, name) != value)
    if not changed:
        return False
    person.phone, person.email, person.address = contact.phone, contact.email, contact.address
    person.corrected_at = timezone.now()
    person.save(update_fields=[*told, "corrected_at"])
    if "phone" in changed:
        _log_in_by(actor, phone=contact.phone)
    record(
        actor,
        action="people.contact_corrected",
        subject=f"person {actor.id}",
        details={"fields": changed},
    )
    return True


def _log_in_by(actor: Actor, *, phone: str) -> None:
    """Let the new number open the account, unless it opens somebody else's already.

    Two accounts of one number would shut both out, and nobody may do that to another.
    """
    index = blind_index(phone, purpose=PHONE)
    is_taken = Account.objects.filter(phone_index=index).exclude(pk=actor.id).exists()
    Account.objects.filter(pk=actor.id).update(phone_index="" if is_taken else index)
