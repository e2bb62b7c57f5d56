"""Numbers, dates, document numbers and signs as they are read aloud."""

import re

_DIGITS = "零一二三四五六七八九"
_BY_PHONE = "零幺二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_COUNTED = "个|年|天|次|种|份|倍|名|家|户|套|周|小时|分钟|位|条|项|座|所|张|件|间|人|孩|档|批|段|元"


def digit_by_digit(number: str, *, by_phone: bool = False) -> str:
    table = _BY_PHONE if by_phone else _DIGITS
    return "".join(table[int(c)] for c in number if c.isdigit())


def whole(number: int) -> str:
    """`20010` is 二万零一十."""
    if number == 0:
        return _DIGITS[0]
    said, group, has_gap, lower = "", 0, False, 0
    while number:
        number, part = divmod(number, 10_000)
        if part:
            words = _group(part)
            needs_nought = bool(said) and (has_gap or lower < 1000)
            said = words + _GROUPS[group] + (_DIGITS[0] if needs_nought else "") + said
            has_gap = False
            lower = part
        else:
            has_gap = bool(said)
        group += 1
    return said[1:] if said.startswith("一十") else said


def _group(part: int) -> str:
    said, was_nought = "", False
    for place in (3, 2, 1, 0):
        digit = part // 10**place % 10
        if digit:
            said += (_DIGITS[0] if was_nought and said else "") + _DIGITS[digit] + _UNITS[place]
            was_nought = False
        else:
            was_nought = True
    return said


def amount(number: str) -> str:
    """`892.4` is 八百九十二点四, `3,600` is 三千六百; what begins with noughts is read digit by digit."""
    number = number.replace(",", "").replace("，", "")
    before, _, after = number.partition(".")
    if len(before) > 16 or (len(before) > 1 and before.startswith("0")):
        return digit_by_digit(number)
    said = whole(int(before or "0"))
    return f"{said}点{digit_by_digit(after)}" if after else said


def aloud(text: str) -> str:
    """The text with nothing left that a voice would stumble over."""
    for pattern, say in _RULES:
        text = pattern.sub(say, text)
    return text


def _doc_number(match: re.Match[str]) -> str:
    return f"{match[1]}，{digit_by_digit(match[2])}年，{whole(int(match[3]))}号"


def _date(match: re.Match[str]) -> str:
    said = f"{digit_by_digit(match[1])}年"
    said += f"{whole(int(match[2]))}月" if match[2] else ""
    return said + (f"{whole(int(match[3]))}日" if match[3] else "")


def _phone(match: re.Match[str]) -> str:
    return "，".join(
        digit_by_digit(part, by_phone=True) for part in re.split(r"[-—–－ ]", match[0])
    )


def _short_phone(match: re.Match[str]) -> str:
    return match[1] + digit_by_digit(match[2], by_phone=True)


def _share(match: re.Match[str]) -> str:
    return {"‰": "千分之"}.get(match[2], "百分之") + amount(match[1])


def _range(match: re.Match[str]) -> str:
    return f"{match[1]}到{match[2]}"


def _time(match: re.Match[str]) -> str:
    hour, minute = int(match[1]), int(match[2])
    return f"{whole(hour)}点" + (
        f"{'零' if minute < 10 else ''}{whole(minute)}分" if minute else ""
    )


def _two(match: re.Match[str]) -> str:
    return f"两{match[1]}"


def _number(match: re.Match[str]) -> str:
    said = amount(match[0])
    return re.sub(r"^二(?=[千万亿])", "两", said)


_N = r"\d[\d,]*(?:\.\d+)?"
_RULES = (
    (re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w.-]+\w"), "（网址和邮箱见网页）"),
    (re.compile(r"([一-龥]{0,12})[〔\[［【(（](\d{4})[〕\]］】)）](\d{1,5})号"), _doc_number),
    (re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?(?!度?内)"), _date),
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"), _date),
    (
        re.compile(
            r"(?<!\d)0\d{2,3}[-—–－ ]?\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)|(?<!\d)[48]00-?\d{3}-?\d{4}"
        ),
        _phone,
    ),
    (
        re.compile(r"((?:热线|电话|拨打|致电|短信)[^\d，。；]{0,10})(\d{3,8})(?!\d|\.|元|个)"),
        _short_phone,
    ),
    (re.compile(r"(\d{1,2})[:：](\d{2})(?!\d)"), _time),
    (re.compile(rf"({_N}\s*[%％‰℃]?)\s*[-—–～~]+\s*(?={_N})()"), _range),
    (re.compile(rf"({_N})\s*([%％‰])"), _share),
    (re.compile(rf"(?<![\d.])2\s*((?:{_COUNTED}))"), _two),
    (re.compile(_N), _number),
    (re.compile(r"℃"), "摄氏度"),
    (re.compile(r"㎡|m²|m2"), "平方米"),
    (re.compile(r"≥"), "大于等于"),
    (re.compile(r"≤"), "小于等于"),
    (re.compile(r"[＞>]"), "大于"),
    (re.compile(r"[＜<]"), "小于"),
    (re.compile(r"[×✕]"), "乘"),
    (re.compile(r"[＋+]"), "加"),
    (re.compile(r"[＝=]"), "等于"),
    (re.compile(r"[—–]{1,2}"), "，"),
    (
        re.compile(
            r"(?<=[公里元吨次斤克米时人升瓦])\s*/\s*(?=小时|人|月|年|天|日|平方米|次|吨|户|孩|公斤|千克|升)"
        ),
        "每",
    ),
    (re.compile(r"\s*/\s*"), "或"),
    (re.compile(r"[《》“”‘’「」]"), ""),
    (re.compile(r"\s+"), ""),
)
