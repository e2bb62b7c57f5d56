"""Refusals: expected outcomes that a person can understand. Bugs stay ordinary exceptions."""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):  # noqa: N818  a refusal is an outcome, not a fault
    """A request the rules turn down, with a Chinese sentence fit to show the person."""

    status: ClassVar[int] = 400
    message: ClassVar[str] = "这个请求没有办成，请检查后再试。"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)


class NotFound(Refusal):
    """What is asked for is not there, or is not there for this person."""

    status = 404
    message = "没有找到您要的内容。"


class NotAllowed(Refusal):
    status = 403
    message = "您没有办理这一步的权限。"


class Conflict(Refusal):
    """The record has moved on since the person last saw it."""

    status = 409
    message = "情况已经变化，请刷新后再看一眼。"


class TooMany(Refusal):
    status = 429
    message = "操作太频繁了，请过一会儿再试。"


class Unavailable(Refusal):
    """Something this needs is down for now."""

    status = 503
    message = "这一部分暂时不能用，请稍后再试。"


class Invalid(Refusal):
    """Some fields do not hold: each gets its own sentence.

    422 rather than 400: the request was understood, its values were not acceptable.
    """

    status = 422
    message = "有几处需要您改一下。"

    def __init__(self, fields: Mapping[str, str], message: str | None = None) -> None:
        super().__init__(message)
        self.fields = dict(fields)
