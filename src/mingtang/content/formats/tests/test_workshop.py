import json
import os
import signal

import pytest

from mingtang.content.formats.making import Address
from mingtang.content.formats.tests.factories import news, source
from mingtang.content.formats.workshop import Workshop, open_workshop

HERE = Address("https://a.example/b/", "b")


@pytest.fixture
def workshop():
    with open_workshop() as opened:
        yield opened


def test_it_makes_one_text_after_another_in_a_process_of_its_own(workshop: Workshop):
    first = workshop.make(news(), site="明州市", address=HERE)
    number = workshop._process.pid
    second = workshop.make(source(), site="明州市", address=HERE)

    assert number != os.getpid()
    assert workshop._process.pid == number
    assert set(first.contents) < set(second.contents)
    assert json.loads(second.contents["json"])["site"] == "明州市"


def test_a_text_that_kills_it_is_told_to_have_failed_and_the_next_is_made(workshop: Workshop):
    workshop.make(news(), site="", address=HERE)
    os.kill(workshop._process.pid, signal.SIGKILL)
    workshop._process.wait()
    workshop._process.poll = lambda: None

    killed = workshop.make(news(), site="", address=HERE)
    del workshop._process.poll
    after = workshop.make(news(), site="", address=HERE)

    assert killed.contents == {}
    assert killed.failures
    assert "pdf" in after.contents


def test_it_ends_with_whoever_opened_it():
    with open_workshop() as opened:
        opened.make(news(), site="", address=HERE)
        process = opened._process

    assert process.poll() == 0
