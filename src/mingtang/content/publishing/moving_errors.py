"""Refusals of moving public pages."""

from mingtang.kernel.errors import Conflict, NotAllowed


class OnlyThoseInChargeMove(NotAllowed):
    message = "只有终审发布岗位和运维岗位的人可以调整栏目。"


class PageUnderReview(Conflict):
    message = "有一页正在审核，审完或者撤回送审以后再调整栏目。"


class AddressCannotMove(Conflict):
    message = "这一页不能移动：栏目和首页不能移动，有没送审的修改又和别的页面重名的也不能。"


class TextWouldChange(Conflict):
    message = "这一页的内容和当初审核的不一致，不能移动，请先重新送审。"
