"""Lets people put their own contact data right."""

from django.db import transaction
from django.utils import timezone

from mingtang.accounts.people.models import Account, Person
from mingtang.accounts.people.models.accounts import PHONE
from mingtang.accounts.people.queries import find_person
from mingtang.kernel.audit.commands import record
from mingtang.kernel.fields import blind_index
from mingtang.kernel.identity import Actor


@transaction.atomic
def correct_contact_data(*, actor: Actor, phone: str, email: str, address: str) -> bool:
    """Store what the person says about themselves; tell whether anything changed.

    The trail keeps which fields changed, not what they hold.
    """
    find_person(actor.id)
    person = Person.objects.select_for_update().get(pk=actor.id)
    told = {"phone": phone, "email": email, "address": address}
    changed = sorted(name for name, value in told.items() if getattr(person, name) != value)
    if not changed:
        return False
    person.phone, person.email, person.address = phone, email, address
    person.corrected_at = timezone.now()
    person.save(update_fields=[*told, "corrected_at"])
    Account.objects.filter(pk=actor.id).update(phone_index=blind_index(phone, purpose=PHONE))
    record(
        actor,
        action="people.contact_corrected",
        subject=f"person {actor.id}",
        details={"fields": changed},
    )
    return True
