"""Where each value of a profile comes from, and how it is read from the records."""

from collections.abc import Callable, Mapping

from mingtang.accounts.people.models import Organisation, Person

POPULATION = "公安人口库"
HOUSEHOLDS = "公安户籍库"
BANK = "社保卡账户登记"
COMPANIES = "企业登记库"
THEMSELVES = "您本人登记"

#: Key -> source and reader. Contact data belong to the person, the rest to a register.
OF_PERSON: Mapping[str, tuple[str, Callable[[Person], str]]] = {
    "person.name": (POPULATION, lambda person: person.account.name),
    "person.identity_number": (POPULATION, lambda person: person.identity_number),
    "person.gender": (POPULATION, lambda person: person.gender),
    "person.birth_date": (POPULATION, lambda person: person.birth_date),
    "person.nationality": (POPULATION, lambda person: person.nationality),
    "person.household_address": (HOUSEHOLDS, lambda person: person.household_address),
    "person.bank_account": (BANK, lambda person: person.bank_account),
    "person.phone": (THEMSELVES, lambda person: person.phone),
    "person.email": (THEMSELVES, lambda person: person.email),
    "person.address": (THEMSELVES, lambda person: person.address),
}
OF_ORGANISATION: Mapping[str, tuple[str, Callable[[Organisation], str]]] = {
    "organisation.name": (COMPANIES, lambda body: body.name),
    "organisation.credit_code": (COMPANIES, lambda body: body.credit_code),
    "organisation.legal_representative": (COMPANIES, lambda body: body.legal_representative),
    "organisation.address": (COMPANIES, lambda body: body.address),
    "organisation.phone": (COMPANIES, lambda body: body.phone),
}
