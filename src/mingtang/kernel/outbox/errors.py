"""What can go wrong with an event, as bugs to fix or sentences to show."""

from mingtang.kernel.errors import NotFound, Refusal


class AnnouncedOutsideTransaction(RuntimeError):  # noqa: N818  reads as what happened
    """An event was announced where nothing keeps it together with its change."""


class EventNotUnderstood(Refusal):
    """The message is not a CloudEvent of the topic it claims."""

    status = 422
    message = "这条消息不符合约定的格式。"


class SenderNotKnown(Refusal):
    status = 401
    message = "这条消息没有来源系统的有效签名。"


class SenderNotEntitled(Refusal):
    """A system may announce its own news only."""

    status = 403
    message = "这个系统不能发布别的系统的消息。"


class NoSuchLetter(NotFound):
    message = "没有这条消息，它可能已经送达或清理了。"
