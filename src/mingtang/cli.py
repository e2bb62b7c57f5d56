"""The command `mingtang`: runs, stops and looks after the platform on one machine."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Trouble is one sentence and exit code 1, never a traceback."""
    try:
        from mingtang.supervisor.commands import run  # noqa: PLC0415  may be half installed
    except ImportError as error:
        sys.stderr.write(
            f"安装不完整，缺少 {error.name}：请运行 make setup。\n"
            f"The installation is incomplete, {error.name} is missing: run make setup.\n"
        )
        return 1
    return run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    sys.exit(main())
