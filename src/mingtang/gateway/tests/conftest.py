import pytest

from mingtang.gateway.tests.city import City, build, new_gateway


@pytest.fixture(scope="session")
def city():
    running: City = build(new_gateway())
    try:
        for neighbour in (running.services, running.accounts, running.identity):
            neighbour.start()
        running.start()
        yield running
    finally:
        running.stop()
