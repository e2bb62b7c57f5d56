"""`python -m mingtang.gateway`: write nginx's files and print the command that starts it.

With `--run` it becomes nginx instead of printing.
"""

import os
import shlex
import sys

from django.core.exceptions import ImproperlyConfigured

from mingtang.gateway.preparing import prepare
from mingtang.gateway.rendering.plan import CannotRender


def main(arguments: list[str]) -> int:
    try:
        command = prepare()
    except (CannotRender, ImproperlyConfigured, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if "--run" in arguments:
        os.execv(command[0], command)  # noqa: S606  becomes nginx, without a shell
    sys.stdout.write(shlex.join(command) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
