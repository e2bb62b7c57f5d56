"""What a page tells of a policy: its number and validity, what it repeals, and the offices it gives to people."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mingtang.operations.survey.reading.days import as_date, day_in

NUMBER = re.compile(r"[一-龥]{2,20}[〔\[（(［](?:19|20)\d{2}[〕\]）)］]\d{1,5}号")
KEPT_LABELS = re.compile(
    r"^(索引号|发文字号|文号|有效性|效力状态|有效期至|失效日期|废止日期|施行日期|生效日期|成文日期|发文机关|发布机构|"
    r"职务|姓名|来信时间|留言时间|提问时间|咨询时间|写信时间|来信日期|答复时间|回复时间|办结时间|答复日期)$"
)
_SENTENCE = re.compile(r"[^。；;\n]*(?:废止|失效)[^。；;\n]*")
_TITLE = re.compile(r"《([^《》]{4,80})》")
_TERM = re.compile(r"有效期(?:限)?(?:为)?\s*(\d{1,2})\s*年")
_FROM = re.compile(
    r"自\s*((?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2})\s*日?\s*起(?:施行|实施|执行|生效)"
)
_OFFICE = re.compile(
    r"(?:常务副|副)?(?:省长|市长|州长|县长|区长|旗长|镇长|乡长|秘书长|书记|主席|主任|局长)"
    r"(?!助理|信箱|热线)[一-龥·]{2,4}"
)


def number_in(text: str) -> str:
    found = NUMBER.search(text)
    return plain_number(found[0]) if found else ""


def plain_number(number: str) -> str:
    """One form of brackets, so that numbers compare."""
    return re.sub(r"[\[（(［]", "〔", re.sub(r"[\]）)］]", "〕", number)).replace(" ", "")


def repeals_in(text: str) -> Iterator[str]:
    """Yield numbers and titles that stand in a sentence about repealing."""
    for sentence in _SENTENCE.findall(text) if ("废止" in text or "失效" in text) else ():
        yield from map(plain_number, NUMBER.findall(sentence))
        yield from _TITLE.findall(sentence)


def offices_in(text: str) -> list[str]:
    return list(dict.fromkeys(found[0] for found in _OFFICE.finditer(text)))


def term_in(text: str) -> str:
    """Return the last day a text gives itself: 自…起施行，有效期 5 年."""
    term, begins = _TERM.search(text), _FROM.search(text)
    first = as_date(day_in(begins[1])) if begins else None
    if term is None or first is None:
        return ""
    return _last_day(first, int(term[1])).isoformat()


def _last_day(first: date, years: int) -> date:
    try:
        return first.replace(year=first.year + years) - timedelta(days=1)
    except ValueError:
        return first.replace(year=first.year + years, day=28)
