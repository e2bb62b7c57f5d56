"""Refusals of inspection: each a sentence the person can act on."""

from mingtang.kernel.errors import Conflict, NotAllowed, NotFound


class InspectionNotFound(NotFound):
    message = "没有找到这次巡检。"


class InspectionIsRunning(Conflict):
    message = "正在巡检，请等它做完，或者先停下。"


class InspectionIsNotRunning(Conflict):
    message = "这次巡检已经停了，不用再停。"


class NothingToGoOnWith(Conflict):
    message = "没有停在半路的巡检，请重新开始。"


class OnlyTheCentreInspects(NotAllowed):
    message = "只有运营中心和系统运维可以巡检。"
