"""What each process is told, and what it is not."""

import stat

import pytest

from mingtang.kernel.system import System
from mingtang.supervisor.environment import Environments

SYSTEMS = (
    System(name="accounts", title="用户中心", purpose="", port_offset=4),
    System(name="services", title="服务引擎", purpose="", port_offset=3),
)


@pytest.fixture
def environments(places):
    return Environments(
        places, SYSTEMS, environ={"PATH": "/usr/bin", "SERVICES_SECRET_KEY": "given"}
    )


def test_a_system_knows_its_own_secrets_only(environments):
    told = environments.of(SYSTEMS[0], socket="/run/pg")

    assert told["ACCOUNTS_SECRET_KEY"]
    assert told["ACCOUNTS_DATABASE_URL"].startswith("postgresql://accounts:")
    assert not [name for name in told if name.startswith("SERVICES_")]


def test_a_given_secret_wins(environments):
    assert environments.of(SYSTEMS[1], socket="/run/pg")["SERVICES_SECRET_KEY"] == "given"


def test_a_given_database_wins(places):
    url = "postgresql://db.example/services"
    environments = Environments(places, SYSTEMS, environ={"SERVICES_DATABASE_URL": url})

    assert environments.of(SYSTEMS[1], socket="/run/pg")["SERVICES_DATABASE_URL"] == url


def test_secrets_stay_the_same_and_are_for_the_owner_only(environments, places):
    again = Environments(places, SYSTEMS, environ={})

    first = environments.of(SYSTEMS[0], socket="")["ACCOUNTS_SECRET_KEY"]
    assert again.of(SYSTEMS[0], socket="")["ACCOUNTS_SECRET_KEY"] == first
    assert stat.S_IMODE((places.home / "secrets.json").stat().st_mode) == 0o600
