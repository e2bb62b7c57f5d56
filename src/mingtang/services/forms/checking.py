"""Whether a typed value holds: one rule for each kind of field, one sentence for each mistake."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from mingtang.kernel.identifiers import is_resident_identity
from mingtang.services.catalogue.declaration import Field, Kind

LONGEST = {Kind.TEXT: 100, Kind.ADDRESS: 200, Kind.LONGTEXT: 2000}
#: Whatever is sent, no more of one answer is kept in a draft.
LONGEST_KEPT = 4000
YES, NO = "是", "否"
DATE_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST_NUMBER = Decimal(10) ** 12
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_SPACES = re.compile(r"[\s-]+")
#: Full-width digits and signs, as Chinese input methods type them.
_NARROW = str.maketrans("０１２３４５６７８９．－Ｘｘ　", "0123456789.-Xx ")


class Wrong(ValueError):  # noqa: N818  a sentence for beside the field
    """The value does not hold; the message says what to do."""


def checked(field: Field, raw: str) -> str:
    """Return the value in its one written form, or raise `Wrong` with a sentence."""
    value = raw.strip()
    if not value or (field.kind is Kind.BOOLEAN and value == NO):
        if field.required:
            raise Wrong(_what_is_missing(field))
        return NO if field.kind is Kind.BOOLEAN else ""
    return _RULES[field.kind](field, value)


def _what_is_missing(field: Field) -> str:
    if field.kind is Kind.BOOLEAN:
        return f"请先勾选“{field.label}”。"
    deed = {Kind.CHOICE: "选择", Kind.DATE: "选择", Kind.FILE: "上传"}.get(field.kind, "填写")
    return f"请{deed}{field.label}。"


def _text(field: Field, value: str) -> str:
    longest = field.max_length or LONGEST.get(field.kind, LONGEST[Kind.TEXT])
    if len(value) > longest:
        raise Wrong(f"{field.label}写了 {len(value)} 个字，请改到 {longest} 个字以内。")
    if "\x00" in value:
        raise Wrong(f"{field.label}里有看不见的字符，请重新输入。")
    return value


def _choice(field: Field, value: str) -> str:
    if value not in field.choices:
        raise Wrong(f"请从列出的选项里选择{field.label}。")
    return value


def _date(field: Field, value: str) -> str:
    text = _SPACES.sub("-", value.translate(_NARROW).strip())
    for pattern in DATE_FORMATS:
        try:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        return _sane(field, day).isoformat()
    raise Wrong(f"{field.label}请写成 2026-11-24 这样。")


def _sane(field: Field, day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong(f"{field.label}的年份好像不对，请再看一下。")
    return day


def _number(field: Field, value: str) -> str:
    try:
        number = Decimal(value.translate(_NARROW).replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise Wrong(f"{field.label}只能填数字。") from None
    if not number.is_finite() or abs(number) > LARGEST_NUMBER:
        raise Wrong(f"{field.label}的数字太大了，请再看一下。")
    return f"{number:f}"


def _phone(field: Field, value: str) -> str:
    narrow = value.translate(_NARROW).replace(" ", "")
    mobile = narrow.replace("-", "").removeprefix("+86")
    for number in (narrow, mobile):
        if _PHONE.fullmatch(number):
            return number
    raise Wrong("请填写 11 位手机号，或者带区号的座机号。")


def _identity(field: Field, value: str) -> str:
    number = value.translate(_NARROW).replace(" ", "").upper()
    if not is_resident_identity(number):
        raise Wrong("身份证号不对，请对照证件再看一遍（18 位，最后一位可能是 X）。")
    return number


def _boolean(field: Field, value: str) -> str:
    return YES


def _file(field: Field, value: str) -> str:
    return value


_RULES: dict[Kind, Callable[[Field, str], str]] = {
    Kind.TEXT: _text,
    Kind.LONGTEXT: _text,
    Kind.ADDRESS: _text,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.PHONE: _phone,
    Kind.IDENTITY: _identity,
    Kind.BOOLEAN: _boolean,
    Kind.FILE: _file,
}
