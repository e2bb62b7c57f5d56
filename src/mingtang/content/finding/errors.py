"""Why a list or an answer could not be read."""

from mingtang.kernel.errors import Refusal


class NotFoundOut(Refusal):
    """A source was reached, but it could not be read."""

    status = 502
    message = "这个来源读不懂，请稍后再试。"


class NotUnderstood(NotFoundOut):
    message = "内容读不懂：既不是网页，也不是 RSS、站点地图或 JSON。"


class MarkupBroken(NotUnderstood):
    message = "对方给的 XML 写得不合规范，读不了。请把这个地址告诉对方网站。"


class MarkupForbidden(NotUnderstood):
    message = "对方给的 XML 里有自定义实体，可能是恶意内容，没有读取。"


class NothingListed(NotFoundOut):
    """The page was read, but no list was found in it."""

    message = "页面打开了，但没有找到文件列表。请检查网址是不是列表页。"


class FolderRefused(NotFoundOut):
    message = "文件夹名不对：只能用“监视文件夹”下面的文件夹，不能带 .. 或绝对路径。"


class FolderMissing(NotFoundOut):
    message = "没有找到这个文件夹，请管理员先在监视目录下建好。"
