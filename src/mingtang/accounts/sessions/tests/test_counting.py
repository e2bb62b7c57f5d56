from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from mingtang.accounts.sessions.commands.opening import log_in
from mingtang.accounts.sessions.errors import Locked, WrongNameOrPassword
from mingtang.accounts.tests.factories import HERE, AccountFactory


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_still_five():
    account = AccountFactory()

    def attempt(number: int) -> type[Exception]:
        try:
            log_in(name=account.username, password=f"wrong{number}", visitor=HERE)
        except (Locked, WrongNameOrPassword) as refusal:
            return type(refusal)
        finally:
            connections.close_all()
        raise AssertionError

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(16)))

    assert outcomes.count(WrongNameOrPassword) == 4
    assert outcomes.count(Locked) == 12
