"""The signed letter that tells the gateway where pages have moved: old address -> new address."""

import json
from base64 import b64encode
from collections.abc import Mapping

from mingtang.content.site.disk import manifest_folder, write
from mingtang.content.site.manifest import SIGNER
from mingtang.kernel.crypto import sm2
from mingtang.kernel.keys import private_key

NAME = "redirects.json"


def write_redirects(moved: Mapping[str, str]) -> bool:
    """Write the letter, unless exactly this is what it says already. Returns whether it changed.

    The gateway believes it only with our signature and checks every address once more.
    """
    said = json.dumps({"moved": dict(sorted(moved.items()))}, ensure_ascii=False)
    place = manifest_folder() / NAME
    if _said(place.read_bytes() if place.exists() else b"") == said:
        return False
    signature = sm2.sign(said.encode(), key=private_key(SIGNER))
    letter = {"said": said, "signer": SIGNER, "signature": b64encode(signature).decode()}
    write(place, json.dumps(letter, ensure_ascii=False).encode())
    return True


def _said(written: bytes) -> str:
    try:
        return str(json.loads(written)["said"])
    except (ValueError, KeyError, TypeError):
        return ""
