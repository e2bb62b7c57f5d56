"""Chinese numerals: reading and writing the small numbers that number paragraphs."""

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def number_of(text: str) -> int | None:
    """`二十三` is 23, `12` is 12, `二〇二五` is 2025; None when it is no number."""
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


def numeral(number: int) -> str:
    """23 is `二十三`; up to 999, which no numbered paragraph exceeds."""
    words = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{words[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else words[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (words[ones] if ones or not number else "")
