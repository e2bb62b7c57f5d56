"""Refusals of the catalogue."""

from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class ItemNotFound(NotFound):
    message = "没有找到这个事项，它可能改了名字，请从办事服务里再找一找。"


class ItemNotOffered(Conflict):
    message = "这个事项现在不能网上申请，请看办事指南上的窗口和电话。"


class GuideNotSound(Invalid):
    """A guide that people could not use: nothing of it is published."""

    message = "这份办事指南还不能发布。"


class NotAKeeperOfGuides(NotAllowed):
    message = "只有负责事项的工作人员能发布或撤下办事指南。"
