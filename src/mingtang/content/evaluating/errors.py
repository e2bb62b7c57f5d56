"""Refusals of evaluating: each a sentence the person can act on."""

from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class OnlyThoseInChargeArrange(NotAllowed):
    message = "只有终审发布岗位和运维岗位的人可以执行、撤销或者否决栏目提议。"


class ProposalNotFound(NotFound):
    message = "没有这份栏目提议，可能已经有新的分析。"


class ProposalAlreadyDecided(Conflict):
    message = "这份提议已经处理过了，请刷新后再看。"


class ArrangementUnderWay(Conflict):
    message = "这份提议正在执行或者撤销，请等它做完再看结果。"


class ColumnsHaveChanged(Conflict):
    message = "提出以后栏目有变动，这份提议不再合适，请重新分析。"


class LaterArrangementFirst(Conflict):
    message = "这次调整以后，这些栏目或页面又调整过。请先撤销后来的那一次。"


class TitlesMissing(Invalid):
    def __init__(self, sentence: str = "每个新栏目都要有名称，各不相同，不超过 20 个字。") -> None:
        super().__init__({"titles": sentence})


class NotFromThisSite(NotAllowed):
    message = "请在本网站的页面上点“有用”或“没用”。"


class PageNotRated(NotFound):
    message = "没有找到您要评价的页面，它可能已经撤下。"


class FeedbackGone(NotFound):
    message = "隔得太久了，请回到那一页重新点“有用”或“没用”。"
