"""Fixtures of the service engine's tests: a user centre that answers, and what was told to others."""

from collections.abc import Callable
from typing import Any

import pytest

from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.outbox.models import OutgoingMessage
from mingtang.services.tests.people import KnownProfiles


@pytest.fixture
def user_centre(settings: Any) -> type[KnownProfiles]:
    """The user centre, knowing nobody until it is told."""
    KnownProfiles.reset()
    settings.PROFILES = KnownProfiles.PATH
    return KnownProfiles


@pytest.fixture
def topics() -> Callable[[], list[str]]:
    """What was announced, in order, without the system's name and the version."""

    def read() -> list[str]:
        told = OutgoingMessage.objects.order_by("pk").values_list("topic", flat=True)
        return [topic.split(".")[1] for topic in told]

    return read


@pytest.fixture
def trail() -> Callable[[], list[str]]:
    """The actions on the audit trail, in order."""
    return lambda: list(AuditEntry.objects.values_list("action", flat=True))
