"""What keeps the platform from starting, each as one sentence an operator can act on."""


class Trouble(Exception):  # noqa: N818  read by an operator as a sentence
    """Something only a person can mend. Shown in Chinese and English; the exit code is 1."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(f"{chinese}\n{english}")


class PortInUse(Trouble):
    def __init__(self, port: int, holder: str) -> None:
        super().__init__(
            f"端口 {port} 已被占用（{holder}）：请停掉占用它的程序，或用 MINGTANG_PORT 换一个端口。",
            f"Port {port} is in use by {holder}: stop that program or choose another MINGTANG_PORT.",
        )


class AlreadyRunning(Trouble):
    def __init__(self, address: str) -> None:
        super().__init__(
            f"平台已经在运行：{address}（先用 mingtang down 停止）。",
            f"The platform already runs at {address}; stop it with mingtang down first.",
        )


class NotRunning(Trouble):
    def __init__(self) -> None:
        super().__init__(
            "平台没有在运行：用 mingtang up 启动。",
            "The platform is not running: start it with mingtang up.",
        )


class PackageMissing(Trouble):
    def __init__(self, what: str) -> None:
        super().__init__(
            f"缺少 {what}：请运行 make setup 补装。",
            f"{what} is missing: run make setup to install it.",
        )


class WrongPython(Trouble):
    def __init__(self, version: str) -> None:
        super().__init__(
            f"需要 Python 3.11 或更新的版本，现在是 {version}。",
            f"Python 3.11 or newer is needed; this is {version}.",
        )


class DiskFull(Trouble):
    def __init__(self, folder: str, megabytes: int) -> None:
        super().__init__(
            f"{folder} 所在磁盘只剩 {megabytes} MB：请先腾出空间。",
            f"Only {megabytes} MB are left on the disk of {folder}: free some space first.",
        )


class FolderNotWritable(Trouble):
    def __init__(self, folder: str) -> None:
        super().__init__(
            f"不能写入 {folder}：请改用有权限的账号，或用 MINGTANG_HOME 换一个文件夹。",
            f"{folder} cannot be written: use another account or another MINGTANG_HOME.",
        )


class DatabaseBroken(Trouble):
    def __init__(self, reason: str) -> None:
        super().__init__(
            f"数据库不能用：{reason}",
            f"The database cannot be used: {reason}",
        )


class StepFailed(Trouble):
    def __init__(self, step: str, log: str, last_line: str) -> None:
        super().__init__(
            f"启动步骤“{step}”没有成功：{last_line}（详见 {log}）",
            f"The step {step} failed: {last_line} (see {log})",
        )


class NotConfirmed(Trouble):
    def __init__(self, what: str) -> None:
        super().__init__(
            f"没有执行：{what}。确定要做，请加 --yes。",
            "Nothing was done: add --yes to confirm.",
        )
