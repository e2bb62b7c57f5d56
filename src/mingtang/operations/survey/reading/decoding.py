"""Bytes to text: what the page declares, what it really is, and whether the two agree."""

import codecs
import re

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_HEAD = 4096
_GUESSES = ("utf-8", "gb18030")
#: Pages say gb2312 and mean its larger brothers.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "hz": "gb18030"}


def decode(data: bytes, *, told: str = "") -> tuple[str, bool]:
    """Return the text, and whether the declaration was true. Never fails."""
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name, "replace"), True
    declared = _declared(data, told)
    text = _tried(data, declared) if declared else None
    if text is not None:
        return text, True
    for guess in _GUESSES:
        text = _tried(data, guess)
        if text is not None:
            return text, not declared
    return data.decode("utf-8", "replace"), False


def _declared(data: bytes, told: str) -> str:
    found = _DECLARED.search(data[:_HEAD])
    name = told or (found[1].decode("ascii") if found else "")
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    return _WIDER.get(known, known)


def _tried(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None
