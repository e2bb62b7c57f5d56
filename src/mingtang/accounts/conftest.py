"""Shared by the tests of all features: a fast hash, because tests make many accounts."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def fast_hash(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
