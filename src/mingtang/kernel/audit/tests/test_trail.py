from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from mingtang.kernel.audit.commands import breaks_in_the_trail, record
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.identity import Actor, ActorKind

pytestmark = pytest.mark.django_db


def someone() -> Actor:
    return Actor(id=uuid4(), kind=ActorKind.STAFF, name="徐磊")


def three_entries() -> None:
    for number in (1, 2, 3):
        record(someone(), action="cases.read", subject=f"case {number}", details={"目的": "审核"})


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_audit_auditentry DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE kernel_audit_auditentry ENABLE TRIGGER USER")


def test_every_entry_names_the_one_before():
    three_entries()

    first, second, third = AuditEntry.objects.all()
    assert second.previous == first.fingerprint
    assert third.previous == second.fingerprint
    assert list(breaks_in_the_trail()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_audit_auditentry SET action = 'x'",
        "DELETE FROM kernel_audit_auditentry",
        "TRUNCATE kernel_audit_auditentry",
    ],
)
def test_the_database_refuses_to_change_the_trail(statement):
    three_entries()
    connection.cursor().execute("SET LOCAL mingtang.testing = 'no'")

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        connection.cursor().execute(statement)


def test_a_changed_entry_is_found():
    three_entries()
    tamper("UPDATE kernel_audit_auditentry SET actor_name = '别人' WHERE sequence = 2")

    assert [place.sequence for place in breaks_in_the_trail()] == [2]


def test_a_removed_entry_is_found():
    three_entries()
    tamper("DELETE FROM kernel_audit_auditentry WHERE sequence = 2")

    assert [place.sequence for place in breaks_in_the_trail()] == [2]


def test_the_command_says_whether_the_trail_is_whole(capsys):
    three_entries()
    call_command("verify_audit")
    assert "共 3 条" in capsys.readouterr().out

    tamper("UPDATE kernel_audit_auditentry SET details = '{}' WHERE sequence = 1")
    with pytest.raises(CommandError, match="1 处"):
        call_command("verify_audit")
