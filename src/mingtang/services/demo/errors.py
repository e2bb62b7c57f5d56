"""Refusals of the demo city."""

from mingtang.kernel.errors import NotAllowed


class DemoRefused(NotAllowed):
    message = "演示城市只能装进演示环境。"
