"""What can be refused about items."""

from mingtang.kernel.errors import NotFound


class ItemNotFound(NotFound):
    message = "没有找到这个事项，可能已经调整。可以在首页搜一搜。"
