"""Refusals of collecting, and the troubles of a source: each a sentence the editor can act on."""

from mingtang.content.fetching.errors import FetchTrouble
from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class OnlyEditorsCollect(NotAllowed):
    message = "采集来源由编辑管理。需要权限请找本单位的管理员。"


class SourceNotFound(NotFound):
    message = "没有找到这个采集来源，它可能已经删除了。"


class CollectedNotFound(NotFound):
    message = "没有找到采到的这一条，来源可能已经删除了。"


class SourceAlreadyKnown(Conflict):
    message = "这个地址已经是采集来源了，不用再加一次。"


class SourceNotValid(Invalid):
    """Some of what was told about a source does not hold."""


class SourceIsRunning(Conflict):
    message = "这个来源正在采集，请等这一次结束。"


class SourceTrouble(FetchTrouble):
    """Why a source, or one thing of it, could not be read. The rest goes on."""

    message = "这个来源暂时采不了，请稍后再试。"


class LayoutChanged(SourceTrouble):
    message = "以前能采到，这次一条也没有找到：页面的版式可能改了。请点“修改和试采”再看一次。"
