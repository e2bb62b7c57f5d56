"""Answers reach the server whole, and are closed whatever happens."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from mingtang.kernel.wsgi import in_one_piece


class Closing(HttpResponse):
    was_closed = False

    def close(self) -> None:
        self.was_closed = True
        super().close()


@pytest.mark.django_db
def test_a_finished_answer_is_a_list_and_closed():
    response = Closing("一页")

    body = in_one_piece(lambda environ, start: response)({}, lambda *_: None)

    assert body == ["一页".encode()]
    assert response.was_closed


def test_a_stream_stays_one():
    response = StreamingHttpResponse([b"a", b"b"])

    assert in_one_piece(lambda environ, start: response)({}, lambda *_: None) is response
