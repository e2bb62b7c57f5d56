"""Read content's letter about moved pages. Nothing in it is believed that is not signed and plain."""

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path

from mingtang.kernel.crypto import sm2
from mingtang.kernel.keys import public_key

#: The key that signs what is published; the letter cannot choose another.
SIGNER = "publish"
LARGEST_BYTES = 16 * 2**20
MOST_ADDRESSES = 100_000
#: Ordinary names only: no quote, blank, semicolon, dollar sign or backslash can reach nginx's file.
_ADDRESS = re.compile(r"/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*)?")
LONGEST_ADDRESS = 500


class NotBelieved(ValueError):  # noqa: N818  an operator reads the reason in the log
    """The letter is unsigned, altered, or names something that is not a plain path of this site."""


def letter_place(home: Path) -> Path:
    return home / "site-manifest" / "redirects.json"


def read_letter(written: bytes) -> dict[str, str]:
    """Return old address -> new address, or refuse the whole letter."""
    if len(written) > LARGEST_BYTES:
        raise NotBelieved("the letter is too long")
    try:
        letter = json.loads(written)
        said = str(letter["said"]).encode()
        signature = b64decode(letter["signature"], validate=True)
    except (ValueError, KeyError, TypeError) as error:
        raise NotBelieved("the letter cannot be read") from error
    if not sm2.verify(said, signature, key=public_key(SIGNER)):
        raise NotBelieved("the signature does not hold")
    return checked(json.loads(said)["moved"])


def checked(moved: Mapping[str, str]) -> dict[str, str]:
    """Refuse what is not a path, what leads to itself, and chains: each is followed to its end first."""
    if len(moved) > MOST_ADDRESSES:
        raise NotBelieved("too many addresses")
    for address in (*moved, *moved.values()):
        if not is_plain(address):
            raise NotBelieved(f"not a path of this site: {address!r}")
    for old, new in moved.items():
        if new in moved:
            raise NotBelieved(f"{old} leads to {new}, which has moved itself")
    return dict(moved)


def is_plain(address: object) -> bool:
    return (
        isinstance(address, str)
        and len(address) <= LONGEST_ADDRESS
        and ".." not in address
        and _ADDRESS.fullmatch(address) is not None
    )


def as_map(moved: Mapping[str, str]) -> str:
    """Return the lines of nginx's map: a folder's address also without its last slash."""
    lines = []
    for old, new in sorted(moved.items()):
        if old == "/":
            continue
        lines.append(f'"{old}" "{new}";')
        if old.endswith("/") and old[:-1] not in moved:
            lines.append(f'"{old[:-1]}" "{new}";')
    return "".join(f"{line}\n" for line in lines)
