"""An address that leads nowhere and our own faults are pages for people, problems for programs."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def test_a_person_reads_that_there_is_no_such_page(visitor):
    answer = visitor.get("/nowhere/", headers={"Accept": "text/html"})

    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_a_program_is_told_the_same_as_a_problem(visitor):
    answer = visitor.get("/nowhere/", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_our_own_fault_says_that_it_is_ours_and_nothing_else(visitor):
    answer = visitor.get("/broken/", headers={"Accept": "text/html"})

    page = answer.content.decode()
    assert answer.status_code == 500
    assert "不是您操作的问题" in page
    assert "secret detail" not in page
