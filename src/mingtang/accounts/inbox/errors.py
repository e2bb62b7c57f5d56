"""Refusals a reader of messages can meet."""

from mingtang.kernel.errors import NotFound


class MessageNotFound(NotFound):
    message = "没有找到这条消息。"
