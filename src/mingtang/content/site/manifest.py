"""The signed manifest: segments of JSON, each naming its files with their SM3 and signed with SM2."""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingtang.content.site.disk import Batch, manifest_folder
from mingtang.kernel.crypto import sm2
from mingtang.kernel.crypto.sm3 import sm3
from mingtang.kernel.keys import private_key, public_key

#: The key pair that vouches for the published site.
SIGNER = "publish"


class BrokenSegment(Exception):  # noqa: N818  a finding of the check, not a fault of ours
    """The segment is missing, unreadable, or its signature does not hold."""


@dataclass(frozen=True)
class Entry:
    sm3: str
    size: int


@dataclass(frozen=True)
class Segment:
    name: str
    version: int
    files: dict[str, Entry]


def digest(content: bytes) -> str:
    return sm3(content).hex()


def segment_of(path: str) -> str:
    return digest(path.encode())[:2]


def place_of(name: str) -> Path:
    return manifest_folder() / f"{name}.json"


def write_segment(segment: Segment, *, batch: Batch) -> None:
    files = {path: [entry.sm3, entry.size] for path, entry in sorted(segment.files.items())}
    said = json.dumps(
        {"segment": segment.name, "version": segment.version, "files": files}, ensure_ascii=False
    )
    signature = sm2.sign(said.encode(), key=private_key(SIGNER))
    letter = {"said": said, "signer": SIGNER, "signature": b64encode(signature).decode()}
    batch.write(place_of(segment.name), json.dumps(letter, ensure_ascii=False).encode())


def read_segment(name: str) -> Segment:
    """Read a segment back; it is believed only if the signature holds."""
    try:
        letter = json.loads(place_of(name).read_bytes())
        said = str(letter["said"]).encode()
        signature = b64decode(letter["signature"], validate=True)
    except (OSError, ValueError, KeyError, TypeError, NotBase64) as error:
        raise BrokenSegment(name) from error
    if not sm2.verify(said, signature, key=public_key(SIGNER)):
        raise BrokenSegment(name)
    content: dict[str, Any] = json.loads(said)
    if content["segment"] != name:
        raise BrokenSegment(name)
    files = {path: Entry(*entry) for path, entry in content["files"].items()}
    return Segment(name=name, version=content["version"], files=files)
