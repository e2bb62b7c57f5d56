"""The few scripts of this system's pages, served with a fingerprint in their name.

Every page works without them: they save while a person types and let officers use the keyboard.
"""

from functools import cache
from pathlib import Path

from mingtang.kernel.crypto.sm3 import sm3

FOLDER = Path(__file__).parent / "scripts"
NAMES = frozenset({"form", "case", "desk"})


@cache
def script_text(name: str) -> bytes:
    return (FOLDER / f"{name}.js").read_bytes()


@cache
def script_address(name: str) -> str:
    return f"/services/scripts/{name}-{fingerprint(name)}.js"


@cache
def fingerprint(name: str) -> str:
    return sm3(script_text(name)).hex()[:12]
