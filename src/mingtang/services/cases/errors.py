"""What can be refused about a case."""

from mingtang.kernel.errors import Conflict, NotAllowed, NotFound


class CaseNotFound(NotFound):
    message = "没有找到这个办件。请核对办件编号，或者看看是不是用别的账号申请的。"


class OnlyCitizensApply(NotAllowed):
    message = "请用个人或企业账号申请。"


class OnlyOfficersDecide(NotAllowed):
    message = "只有受理部门的工作人员可以办理这一步。"


class CaseMovedOn(Conflict):
    message = "这个办件的情况已经变化，请刷新后再办。您填的内容还在。"


class CorrectionAlreadyAsked(Conflict):
    message = "补正只能一次告知（行政许可法第三十二条），这个办件已经告知过了。"
