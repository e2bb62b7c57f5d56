"""Refusals of forms and drafts."""

from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class DraftNotFound(NotFound):
    message = "没有找到您填的这份表，它可能已经提交了。请从“我的”里看看。"


class OnlyCitizensApply(NotAllowed):
    message = "请用个人或企业账号登录后申请。"


class FieldNotFound(NotFound):
    message = "表单里没有这一项，可能已经更新了，请刷新页面。"


class FormHasChanged(Conflict):
    message = "这份表单刚刚有更新，您填的都还在，请再核对一遍后提交。"


class NotComplete(Invalid):
    """Not everything is there yet; each field gets its sentence."""

    message = "还有几处要您改一下。"
