"""The text for the proofreader: what is most often wrong in it is marked, so that no eye slips past."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

#: Document numbers, dates, amounts, percentages, telephone numbers: anything with figures in it.
_FIGURES = re.compile(
    r"[\u4e00-\u9fff]{1,6}〔\d{4}〕\d+号"
    r"|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"|\d[\d,.:/\-—～~]*\d?\s*(?:%|％|‰|个工作日|万元|亿元|元|年|月|日|天|号|条|人|件|户|公里|平方米)?"
    r"|[零一二三四五六七八九十百千万两]+(?:万元|亿元|元|个工作日|个月|年|月|天|日|倍|成)"
    r"|第[一二三四五六七八九十百千]+[章节条款项]"
)


def marked_for_proofreading(html: SafeString) -> SafeString:
    """Return the same text with every figure, date and number marked. Nothing else changes."""
    soup = BeautifulSoup(html, "html.parser")
    for text in list(soup.find_all(string=_FIGURES)):
        text.replace_with(BeautifulSoup("".join(_marked(str(text))), "html.parser"))
    return mark_safe(str(soup))  # noqa: S308  the words came through the sanitised body and are escaped below


def count_of_marks(html: SafeString) -> int:
    return str(html).count('<mark class="mt-figure">')


def _marked(text: str) -> Iterator[str]:
    place = 0
    for found in _FIGURES.finditer(text):
        yield escape(text[place : found.start()])
        yield f'<mark class="mt-figure">{escape(found[0])}</mark>'
        place = found.end()
    yield escape(text[place:])
