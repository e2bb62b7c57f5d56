"""Writes of intake: files are taken in, corrected, and become drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingtang.kernel.identity import Actor


@dataclass(frozen=True)
class IncomingFile:
    name: str
    content: bytes


def take_in(
    *,
    actor: Actor,
    file: IncomingFile,
    origin: str,
    source_address: str = "",
    attachments: Sequence[IncomingFile] = (),
    issued_on: date | None = None,
) -> Any:
    """Read a policy file, keep it with what was found in it, and start its clocks.

    `origin` is the name of the source, or of the person who uploaded it. Returns the record (with
    `reference`). Refuses what `documents` cannot read, a file marked 密级 (with an alarm, nothing
    kept), and one that is already here by its 发文字号 or the SM3 of its text (the refusal carries
    the reference of the first).
    """
    raise NotImplementedError
