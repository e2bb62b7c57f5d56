import pytest
from django.db import connection

from mingtang.kernel.trace import accept_trace, current_trace, tracing


def activity():
    """The statement this connection runs, as the database sees it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        return cursor.fetchone()[0]


def test_the_gateways_id_comes_back(client):
    answer = client.get("/health/", headers={"X-Request-ID": "0123456789abcdef"})

    assert answer.headers["X-Request-ID"] == "0123456789abcdef"


def test_a_request_without_an_id_gets_one(client):
    assert len(client.get("/health/").headers["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    "given", ["", None, "short", "a b c d e f g h", "*/ DROP TABLE x", "a" * 65]
)
def test_an_id_that_could_do_harm_is_replaced(given):
    assert accept_trace(given) != given


def test_the_database_sees_the_trace(db):
    with tracing("0123456789abcdef"):
        assert "/* trace=0123456789abcdef */" in activity()


def test_statements_outside_a_trace_are_left_alone(db):
    assert "trace=" not in activity()


def test_statements_with_arguments_keep_them(db):
    with tracing(), connection.cursor() as cursor:
        cursor.execute("SELECT %s, '100%%'", ["值"])

        assert cursor.fetchone() == ("值", "100%")


def test_a_trace_ends_with_its_work():
    with tracing("outer-trace"):
        with tracing("inner-trace"):
            assert current_trace() == "inner-trace"
        assert current_trace() == "outer-trace"
    assert current_trace() == ""
