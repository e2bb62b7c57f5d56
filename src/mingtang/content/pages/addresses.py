"""Short addresses for Chinese titles."""

from django.utils import timezone
from pypinyin import lazy_pinyin
from wagtail.models import Page

LONGEST = 40


def article_slug(title: str) -> str:
    """Return today's date and the first letters of the pinyin: 20261124-gyjzz."""
    letters = "".join(syllable[:1] for syllable in lazy_pinyin(title))
    return f"{timezone.localdate():%Y%m%d}-{_plain(letters) or 'page'}"[:LONGEST]


def column_slug(title: str) -> str:
    """Return the whole pinyin: tongzhigonggao."""
    return _plain("".join(lazy_pinyin(title)))[:LONGEST] or "column"


def has_parent(page: Page) -> bool:
    """Whether it is known below which page this one stands, saved already or about to be."""
    return bool(page.path or getattr(page, "_cached_parent_obj", None))


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isascii() and letter.isalnum())
