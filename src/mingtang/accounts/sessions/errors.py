"""Why somebody is not let in."""

from math import ceil

from mingtang.kernel.errors import NotFound, Refusal, TooMany


def in_minutes(seconds: float) -> str:
    return f"{max(1, ceil(seconds / 60))} 分钟"


class WrongNameOrPassword(Refusal):
    """One sentence for an unknown name and a wrong password: neither is given away."""

    status = 422
    message = "账号或密码不对，请再看一看。"

    def __init__(self, *, tries_left: int) -> None:
        super().__init__(f"账号或密码不对，请再看一看。还可以试 {tries_left} 次。")


class Locked(TooMany):
    """The account, or a name that is none, has seen too many failures."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__(
            f"密码错了太多次，为了您的安全，请 {in_minutes(seconds)}后再试。着急的话请打 12345。"
        )


class TooManyFromHere(TooMany):
    """The client has failed too often, whatever names it tried."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__(f"这个网络上登录失败的次数太多，请 {in_minutes(seconds)}后再试。")


class SessionNotFound(NotFound):
    message = "没有找到这次登录，可能已经退出了。"
