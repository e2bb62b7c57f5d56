"""What a system asks of a neighbour stands in the snapshot of what that neighbour answers."""

import json

import pytest

from tests.architecture.house import MANIFESTS, SRC

CALLS = [(system.name, call) for system in MANIFESTS.values() for call in system.calls]


def operations(system: str) -> dict[str, dict]:
    snapshot = json.loads((SRC / system / "contract" / "openapi.json").read_text(encoding="utf-8"))
    return {
        operation["operationId"]: operation | {"path": path}
        for path, methods in snapshot["paths"].items()
        for operation in methods.values()
    }


@pytest.mark.parametrize(("asker", "call"), CALLS, ids=lambda value: str(value)[:20])
def test_every_call_is_an_operation_its_neighbour_promises(asker, call):
    assert call.operation in operations(call.system)


def test_the_service_engine_reads_what_the_user_centre_promises_of_people():
    """services stands below accounts and may not import its contract, so the shape is held here."""
    asked = operations("accounts")["find_profile"]
    shapes = json.loads((SRC / "accounts" / "contract" / "openapi.json").read_text())["components"][
        "schemas"
    ]
    source = (SRC / "services" / "adapters" / "accounts.py").read_text()

    assert asked["path"] == "/internal/people/{person_id}/profile"
    assert "/internal/people/{applicant.id}/profile" in source
    questions = {question["name"] for question in asked["parameters"]}
    assert {"fields", "purpose", "basis", "organisation_id"} <= questions
    assert 'json()["values"]' in source
    assert "values" in shapes["ProfileOut"]["required"]
    assert {"value", "source", "fetched_at"} <= set(shapes["ValueOut"]["required"])
