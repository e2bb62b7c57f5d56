"""Identity numbers and credit codes: whether they can exist, and how they are shown."""

import re
from datetime import UTC, date, datetime

#: GB 11643-1999: weights of the 17 places, and the check character for each remainder.
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"
#: GB 32100-2015: 31 characters (no I, O, S, V, Z), weight 3 to the power of the place.
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_IDENTITY = re.compile(r"[1-9]\d{16}[\dX]")
_CREDIT = re.compile(f"[{_CREDIT_ALPHABET}]{{18}}")


def identity_check_character(first_17: str) -> str:
    total = sum(int(d) * w for d, w in zip(first_17, _IDENTITY_WEIGHTS, strict=True))
    return _IDENTITY_CHECKS[total % 11]


def is_resident_identity(text: str) -> bool:
    """Whether the text is a possible 公民身份号码: form, date of birth and check character."""
    number = text.strip().upper()
    if not _IDENTITY.fullmatch(number) or birth_date_of(number) is None:
        return False
    return identity_check_character(number[:17]) == number[17]


def birth_date_of(identity_number: str) -> date | None:
    try:
        born = datetime.strptime(identity_number[6:14], "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None
    return born if date(1850, 1, 1) <= born <= datetime.now(UTC).date() else None


def gender_of(identity_number: str) -> str:
    """男 for an odd order number, 女 for an even one."""
    return "男" if int(identity_number[16]) % 2 else "女"


def credit_check_character(first_17: str) -> str:
    total = sum(_CREDIT_ALPHABET.index(c) * 3**place % 31 for place, c in enumerate(first_17))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31]


def is_credit_code(text: str) -> bool:
    """Whether the text is a possible 统一社会信用代码."""
    code = text.strip().upper()
    return bool(_CREDIT.fullmatch(code)) and credit_check_character(code[:17]) == code[17]


def mask_identity(number: str) -> str:
    """339***********1234: the region's beginning and the last four places."""
    return f"{number[:3]}{'*' * max(0, len(number) - 7)}{number[-4:]}" if len(number) > 7 else "***"


def mask_phone(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 11 else "***"
