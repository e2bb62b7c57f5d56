"""Starting one child so that it can never outlive the supervisor unnoticed."""

import ctypes
import os
import pwd
import signal
import sys
import traceback
from pathlib import Path
from typing import NoReturn

from setproctitle import setproctitle

from mingtang.supervisor.spec import Spec

PR_SET_PDEATHSIG = 1
COULD_NOT_START = 127
_libc = ctypes.CDLL(None, use_errno=True)


def launch(spec: Spec, *, log: Path) -> int:
    """Fork the child and return its process id, which is also its process group.

    The supervisor has a single thread, so a plain fork is safe.
    """
    supervisor = os.getpid()
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _run_child(spec, output=output, supervisor=supervisor)
    os.close(output)
    return child


def kill_group(group: int, number: int) -> None:
    """Signal the whole process group; one that is already gone is what was wanted."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return


def _run_child(spec: Spec, *, output: int, supervisor: int) -> NoReturn:
    code: int | None = COULD_NOT_START
    try:
        _prepare_child(spec, output=output, supervisor=supervisor)
        if spec.call is None:
            os.execvpe(spec.command[0], list(spec.command), dict(os.environ))  # noqa: S606
        code = spec.call()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = COULD_NOT_START
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code or 0)


def _prepare_child(spec: Spec, *, output: int, supervisor: int) -> None:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in ((0, nothing), (1, output), (2, output)):
        os.dup2(source, target)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    _forget_signals()
    if spec.account:
        _become(spec.account)
    if not spec.outlives_supervisor:
        _libc.prctl(PR_SET_PDEATHSIG, int(spec.stop_signal))
        if os.getppid() != supervisor:
            os._exit(COULD_NOT_START)
    os.environ.clear()
    os.environ.update(spec.environment)
    os.chdir("/")
    setproctitle(f"mingtang: {spec.name}")


def _forget_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _become(account: str) -> None:
    person = pwd.getpwnam(account)
    os.initgroups(account, person.pw_gid)
    os.setgid(person.pw_gid)
    os.setuid(person.pw_uid)
