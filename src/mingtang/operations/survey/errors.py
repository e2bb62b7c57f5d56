"""Why a site could not be inspected, each as a sentence the person at the keyboard can act on."""

from pathlib import Path

from mingtang.kernel.errors import Refusal


class NotInspected(Refusal):
    status = 422
    message = "这个网站没有检查成。"


class RulesNotReadable(NotInspected):
    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"检查规则 {path.name} 读不出来：{reason}")


class FolderHasNoPages(NotInspected):
    message = "文件夹里没有首页 index.html，请给出网站文件的最上层文件夹。"


class AddressNotUsable(NotInspected):
    message = "请给出以 http:// 或 https:// 开头的网址，或者网站文件的文件夹。"


class HomeNotReachable(NotInspected):
    def __init__(self, reason: str) -> None:
        super().__init__(f"首页打不开（{reason}），没有检查。")


class RobotsForbid(NotInspected):
    message = "网站的 robots.txt 不允许访问首页。如果是您自己的网站，请加 --ignore-robots。"


class NothingToResume(NotInspected):
    message = "没有可以接着做的检查：文件夹里没有上次的进度，或者检查的不是同一个网站。"
