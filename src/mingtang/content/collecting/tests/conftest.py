import pytest

from mingtang.content.collecting.tests.factories import Intake, site_of, small_site


@pytest.fixture
def intake(monkeypatch):
    fake = Intake()
    monkeypatch.setattr("mingtang.content.collecting.steps.take_in", fake)
    return fake


@pytest.fixture
def site(monkeypatch):
    with site_of(small_site(), monkeypatch) as site:
        yield site
