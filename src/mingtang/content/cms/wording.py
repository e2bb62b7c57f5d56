"""Teaches Wagtail the words it lacks in Chinese, from locale/, when the system starts."""

import re
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from django.utils.translation import trans_real

LANGUAGE = "zh-hans"
_FOLDER = Path(__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES"
_ENTRY = re.compile(r'^msgid "(.*)"\nmsgstr "(.*)"$', re.MULTILINE)


def teach_wagtail() -> None:
    """Put our sentences in front of Wagtail's own translation."""
    trans_real.translation(LANGUAGE).merge(_Words())


@cache
def words(domain: str) -> dict[str, str]:
    """Return the sentences of a file: django for the server, djangojs for the browser."""
    text = (_FOLDER / f"{domain}.po").read_text(encoding="utf-8")
    return {_plain(english): _plain(chinese) for english, chinese in _ENTRY.findall(text)}


class _Words(GNUTranslations):
    """A catalogue made of text. Chinese has one form for any number."""

    def __init__(self) -> None:
        super().__init__()
        self._catalog = dict(_forms(words("django")))
        self.plural = _only_form


def _forms(sentences: dict[str, str]) -> Iterator[tuple[str | tuple[str, int], str]]:
    for english, chinese in sentences.items():
        yield english, chinese
        yield (english, 0), chinese


def _only_form(_number: int) -> int:
    return 0


def _plain(quoted: str) -> str:
    return quoted.replace('\\"', '"').replace("\\\\", "\\")
