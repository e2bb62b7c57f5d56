"""Refusals of cases."""

from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class CaseNotFound(NotFound):
    """Also the answer to somebody else's case: it does not exist for them."""

    message = "没有找到这个办件。请核对办件编号，或者看看是不是用别的账号申请的。"


class OnlyTheApplicant(NotAllowed):
    message = "只有申请人自己能办这一步。"


class OnlyOfficersOfTheDepartment(NotAllowed):
    message = "只有受理部门的窗口人员可以办理这一步。"


class CaseMovedOn(Conflict):
    message = "这个办件的情况已经变化，请先看一眼现在的情况。您写的内容还在。"


class CaseAlreadyClosed(Conflict):
    message = "这个办件已经办结，不能再改。有不同意见，请走复议或者重新申请。"


class CorrectionAlreadyRequested(Conflict):
    """行政许可法 第三十二条: everything that is missing is told at once."""

    message = "补正要一次告知，这个办件已经告知过一次了。"


class ReasonMissing(Invalid):
    message = "请先写明理由。"


class CorrectionNotComplete(Invalid):
    message = "还有几处没有补好。"
