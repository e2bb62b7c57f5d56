"""People, organisations and staff; what identifies a person is sealed and found by blind index."""

from mingtang.accounts.people.models.accounts import Account, Department
from mingtang.accounts.people.models.organisations import Organisation, Representation
from mingtang.accounts.people.models.persons import Disclosure, Dispute, Person

__all__ = [
    "Account",
    "Department",
    "Disclosure",
    "Dispute",
    "Organisation",
    "Person",
    "Representation",
]
