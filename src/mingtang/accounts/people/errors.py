"""What can be refused about people."""

from mingtang.kernel.errors import NotAllowed, NotFound


class PersonNotFound(NotFound):
    message = "没有找到这个人的信息。"


class DemoPeopleRefused(NotAllowed):
    message = "演示账号只能装在演示环境里。"


class OnlySystemsAsk(NotAllowed):
    message = "这个地址只回答平台内部的系统。"
