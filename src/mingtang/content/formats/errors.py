"""Refusals of formats: each a sentence the person can act on."""

from mingtang.kernel.errors import NotAllowed, NotFound


class OnlyStaffLookAtFormats(NotAllowed):
    message = "只有编辑和审核人员可以看还没有发布的格式。"


class FormatNotFound(NotFound):
    message = "这一稿没有这种格式。内容不够做成一张图或问答时，系统不会凑数。"


class OnlyEditorsOrderFormats(NotAllowed):
    message = "只有编辑和终审发布岗位的人可以重做各种格式。"
