"""Refusals of the CMS's own pages."""

from mingtang.kernel.errors import NotAllowed


class OnlyEditorsWrite(NotAllowed):
    message = "写稿要有编辑岗位。需要权限请找本单位的管理员。"
