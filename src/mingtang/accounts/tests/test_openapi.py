"""What neighbours were promised is what is answered."""

import json
from pathlib import Path

from mingtang.accounts import contract
from mingtang.accounts.api import api

SNAPSHOT = Path(contract.__file__).parent / "openapi.json"


def test_the_snapshot_says_what_the_system_answers():
    """When it differs on purpose: make openapi, and read the difference as a change of promise."""
    answered = json.loads(json.dumps(api.get_openapi_schema(), default=str))

    assert json.loads(SNAPSHOT.read_text(encoding="utf-8")) == answered
