"""Refusals of publishing."""

from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class NotCleared(NotAllowed):
    message = "这一稿还没有经过三级审核，不能发布。"


class OnlyFinalReviewersPublish(NotAllowed):
    message = "只有终审发布岗位的人可以发布和撤下页面。"


class NotYet(NotAllowed):
    message = "还没到定好的发布时间，到点会自动发布。"


class AlreadyOver(NotAllowed):
    message = "定好的撤下时间已经过了，请改了时间再送审。"


class OnlyArticlesAreScheduled(NotAllowed):
    message = "只有文章可以定时，栏目和首页请去掉定时再送审。"


class NothingScheduled(NotFound):
    message = "这一页没有等着发布的稿件，可能已经发布，或者别人已经取消。"


class ColumnNotPublished(Conflict):
    message = "上级栏目还没有发布，请先发布栏目。"


class PagesBelow(Conflict):
    message = "这个栏目下面还有已发布的页面，请先撤下它们。"


class HomeStays(NotAllowed):
    message = "首页不能撤下。"


class PublicationNotFound(NotFound):
    message = "这个页面没有发布，或者已经撤下。"


class WithdrawalReasonMissing(Invalid):
    def __init__(self) -> None:
        super().__init__({"reason": "请写明为什么撤下，这会记入审计。"})


class OnlyThroughPublishing(Conflict):
    message = "页面只能经三级审核发布，也只能用“撤下”下线；这一步没有生效。"


class WithdrawFirst(Conflict):
    message = "已发布的页面不能移动或删除，请先撤下。"


class FileNotPublished(NotFound):
    message = "网站上没有发布过这个文件。"


class OnlyThoseInChargeMove(NotAllowed):
    message = "只有终审发布岗位和运维岗位的人可以调整栏目。"


class PageUnderReview(Conflict):
    message = "有一页正在审核，审完或者撤回送审以后再调整栏目。"


class AddressCannotMove(Conflict):
    message = "这一页不能移动：栏目和首页不能移动，有没送审的修改又和别的页面重名的也不能。"


class TextWouldChange(Conflict):
    message = "这一页的内容和当初审核的不一致，不能移动，请先重新送审。"
