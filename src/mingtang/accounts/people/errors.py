"""Refusals a caller of the people use cases can meet."""

from mingtang.kernel.errors import NotAllowed, NotFound


class PersonNotFound(NotFound):
    message = "没有找到这个人的资料。"


class OrganisationNotFound(NotFound):
    message = "没有找到这家企业，或者您还不是它登记的办事人。"


class NotKnown(NotFound):
    message = "没有这一项资料，或者我们还没有您的这一项。"


class OnlySystemsAsk(NotAllowed):
    message = "个人资料只提供给平台内部的系统，并且要说明用途和依据。"


class DemoPeopleRefused(NotAllowed):
    message = "演示账号只能装在演示环境里。"
