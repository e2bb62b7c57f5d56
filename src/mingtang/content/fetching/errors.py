"""Why something could not be fetched, each as a sentence the editor can act on."""

from mingtang.kernel.errors import Refusal


class FetchTrouble(Refusal):
    """Something stands in the way; nothing of it is kept."""

    status = 502
    message = "这个网址暂时取不到，请稍后再试。"


class AddressRefused(FetchTrouble):
    """The address leads into a network that collecting must not reach."""

    status = 422
    message = "这个地址不能采集：它不是公开的网站地址。"


class AddressInside(AddressRefused):
    message = (
        "这个地址指向内部网络，为安全起见没有访问。确需采集内网网站，请管理员把它加进允许名单。"
    )


class PortRefused(AddressRefused):
    message = "只采集 80 和 443 端口的网站。确需别的端口，请管理员把它加进允许名单。"


class HostUnknown(FetchTrouble):
    message = "找不到这个网站，请检查网址有没有写错，或者网站是不是停了。"


class SiteUnreachable(FetchTrouble):
    message = "连不上这个网站，它可能停机了，或者拒绝了连接。"


class CertificateBad(FetchTrouble):
    message = "网站的安全证书有问题（过期或不受信任），没有访问。请联系对方网站更换证书。"


class TooSlow(FetchTrouble):
    message = "网站一直没有答完，等得太久，先停下了。"


class TooMuch(FetchTrouble):
    message = "对方给的内容太大，没有下载完就停下了，什么也没有保存。"


class AnswerBroken(FetchTrouble):
    message = "网站的回答不完整或读不懂，中途断开了。"


class RedirectsTooOften(FetchTrouble):
    message = "网址跳转了五次以上还没有到，先停下了。请打开网页，复制最后的网址来用。"


class RedirectsInRing(FetchTrouble):
    message = "网址跳来跳去转成了一个圈，打不开。请打开网页，复制最后的网址来用。"


class RobotsForbid(FetchTrouble):
    message = "对方网站的 robots.txt 不允许采集这个地址。请与对方联系，或改用 RSS、接口或文件夹。"


class StatusRefused(FetchTrouble):
    """The site answers, but not with the page."""

    def __init__(self, code: int) -> None:
        super().__init__(f"网站回答“{_STATUS.get(code, '出错')}”（{code}），没有给出内容。")
        self.code = code

    @property
    def is_gone(self) -> bool:
        return self.code in (404, 410)


_STATUS = {
    401: "要登录",
    403: "不允许访问",
    404: "页面不存在",
    405: "不支持这种访问",
    410: "页面已经撤下",
    429: "访问太频繁",
    500: "对方系统出错",
    502: "对方系统出错",
    503: "暂时停止服务",
    504: "对方系统超时",
}
