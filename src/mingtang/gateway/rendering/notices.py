"""The notices people read instead of a page, and the problem details programs get in their place."""

from collections.abc import Iterator
from dataclasses import dataclass

from mingtang.gateway.rendering.plan import Facts, Plan
from mingtang.gateway.rendering.templating import fill

_PART = '<!--# echo var="part" default="这一部分" -->'


@dataclass(frozen=True, kw_only=True)
class Notice:
    name: str
    status: int
    #: Last part of the problem's type, in English.
    problem: str
    title: str
    sentences: tuple[str, ...]
    can_retry: bool = False


NOTICES = (
    Notice(
        name="400",
        status=400,
        problem="BadRequest",
        title="这次请求不完整",
        sentences=("浏览器发来的内容缺了一部分，或者网址太长。请从首页重新进入。",),
    ),
    Notice(
        name="401",
        status=401,
        problem="NotLoggedIn",
        title="请先登录",
        sentences=("登录以后才能继续。",),
    ),
    Notice(
        name="blocked",
        status=403,
        problem="Blocked",
        title="这次提交没有通过安全检查",
        sentences=(
            "您提交的内容里有一小段看起来像攻击网站的代码，所以先拦下了，没有保存。",
            "这多半是误会。请按浏览器的返回键，您填的内容一般还在；去掉尖括号、引号这类特殊符号再试一次。",
        ),
    ),
    Notice(
        name="staff-only",
        status=403,
        problem="StaffOnly",
        title="这里只供工作人员使用",
        sentences=("您现在的账号不能打开这一页。如果您是工作人员，请换工作账号登录。",),
    ),
    Notice(
        name="404",
        status=404,
        problem="NotFound",
        title="没有找到这个页面",
        sentences=("网址可能写错了，或者页面已经搬走。在下面说说您要办的事，我们帮您找。",),
    ),
    Notice(
        name="405",
        status=405,
        problem="MethodNotAllowed",
        title="这个页面只能看，不能提交",
        sentences=("请从办事页面重新填写后提交。",),
    ),
    Notice(
        name="429",
        status=429,
        problem="TooManyRequests",
        title="您点得有点快",
        sentences=("同一处网络短时间内来了很多请求。请等几秒钟再试，您填的内容按返回键一般还在。",),
        can_retry=True,
    ),
    Notice(
        name="503",
        status=503,
        problem="PartIsDown",
        title=f"“{_PART}”正在恢复",
        sentences=(
            "我们已经知道了，正在自动恢复，一般几秒钟就好。网站的其他部分照常可用。",
            "如果您刚刚提交了表单，请先别关这一页：过几秒按返回键，再提交一次。",
        ),
        can_retry=True,
    ),
)


def render_notices(plan: Plan, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield file name and text of every notice, as a page and as problem details."""
    for notice in (*NOTICES, *(_too_large(megabytes) for megabytes in plan.body_limits)):
        values = {"notice": notice, "facts": facts}
        yield f"notices/{notice.name}.html", fill("notices/notice.html", values, escape=True)
        yield f"notices/{notice.name}.json", fill("notices/problem.json", values)


def _too_large(megabytes: int) -> Notice:
    return Notice(
        name=f"413-{megabytes}",
        status=413,
        problem="TooLarge",
        title="文件太大了",
        sentences=(
            f"这里一次最多能收 {megabytes} MB。请把照片压缩一下，或者分几次上传。",
            "按返回键，您填的其他内容一般还在。",
        ),
    )
