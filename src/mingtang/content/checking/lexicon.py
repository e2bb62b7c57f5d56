"""The checker in force: compiled once for each version of lexicon, register and program."""

from functools import cache, lru_cache
from pathlib import Path

import mingtang.content.wording
from mingtang.content.checking.models import LexiconEntry, LexiconVersion, RegisteredLeader
from mingtang.content.wording.checker import Checker
from mingtang.content.wording.rules import built_in_entries
from mingtang.kernel.crypto.sm3 import sm3


def checker_in_force() -> Checker:
    return _compiled(version_in_force())


def version_in_force() -> str:
    """What findings depend on: the lexicon and the register in the database, and our own rules."""
    mark = LexiconVersion.objects.values_list("mark", flat=True).first()
    return f"{mark.hex if mark else 0}.{_print_of_the_program()}"


@lru_cache(maxsize=2)
def _compiled(version: str) -> Checker:
    """Before anything has been loaded the built-in lexicon is in force."""
    entries = [entry.as_entry() for entry in LexiconEntry.objects.filter(is_active=True)]
    if not entries and not LexiconEntry.objects.exists():
        entries = list(built_in_entries())
    return Checker(
        entries=entries, leaders=[leader.as_leader() for leader in RegisteredLeader.objects.all()]
    )


@cache
def _print_of_the_program() -> str:
    folder = Path(mingtang.content.wording.__file__).parent
    files = sorted([*folder.glob("*.py"), *folder.glob("data/*")])
    return sm3(b"".join(file.read_bytes() for file in files)).hex()[:16]
