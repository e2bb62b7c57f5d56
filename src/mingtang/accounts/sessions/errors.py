"""Why somebody is not let in."""

from mingtang.kernel.errors import NotAllowed, TooMany


class WrongNameOrPassword(NotAllowed):
    """One sentence for an unknown name and a wrong password: neither is given away."""

    message = "用户名或密码不对，请再看一看。"


class AccountLocked(TooMany):
    message = "密码错了太多次，这个账号先锁 15 分钟。急用请打 12345。"
