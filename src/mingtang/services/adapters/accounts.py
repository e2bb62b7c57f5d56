"""Asks the user centre what is known of an applicant."""

import json
import os
from datetime import datetime
from functools import cache
from pathlib import Path

from mingtang.kernel.errors import Unavailable
from mingtang.kernel.identity import Actor
from mingtang.kernel.outgoing import Client
from mingtang.services.ports import Known


class KnownToAccounts:
    def of(self, actor: Actor, *, purpose: str, basis: str) -> dict[str, Known] | None:
        """Return the known values by key, or None when the user centre does not answer."""
        try:
            answer = _client().get(
                f"/internal/people/{actor.id}/profile", params={"purpose": purpose, "basis": basis}
            )
        except Unavailable:
            return None
        if answer.status_code != 200:
            return None
        return {
            key: Known(
                value=told["value"],
                source=told["source"],
                fetched_at=datetime.fromisoformat(told["fetched_at"]),
            )
            for key, told in answer.json().items()
        }


@cache
def _client() -> Client:
    topology = json.loads(Path(os.environ["MINGTANG_TOPOLOGY"]).read_text())
    address = topology["systems"].get("accounts", {}).get("address", "http://127.0.0.1:9")
    return Client(address, signer="services")
