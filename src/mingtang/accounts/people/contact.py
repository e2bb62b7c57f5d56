"""What contact data must look like: one sentence for each mistake."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mingtang.kernel.errors import Invalid

LONGEST_ADDRESS = 200
LONGEST_EMAIL = 100
_MOBILE = re.compile(r"1[3-9]\d{9}")
_EMAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+\.[A-Za-z0-9-]{2,}")
#: Full-width digits and signs, as Chinese input methods type them.
_NARROW = str.maketrans("０１２３４５６７８９＠．－　", "0123456789@.- ")


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Phone, mail and address of a person, in their one written form."""

    phone: str
    email: str
    address: str

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "Contact":
        """Read what was typed, or raise `Invalid` with a sentence for each field."""
        phone = re.sub(r"[\s-]", "", typed.get("phone", "").translate(_NARROW))
        email = typed.get("email", "").translate(_NARROW).strip()
        address = " ".join(typed.get("address", "").split())
        wrong = {
            "phone": _wrong_phone(phone),
            "email": _wrong_email(email),
            "address": _wrong_address(address),
        }
        if any(wrong.values()):
            raise Invalid({name: sentence for name, sentence in wrong.items() if sentence})
        return cls(phone=phone, email=email, address=address)


def _wrong_phone(phone: str) -> str:
    if not phone:
        return "请填写手机号，办件有进展时才找得到您。"
    return "" if _MOBILE.fullmatch(phone) else "手机号是 11 位数字，请再看一看。"


def _wrong_email(email: str) -> str:
    if not email or (len(email) <= LONGEST_EMAIL and _EMAIL.fullmatch(email)):
        return ""
    return "邮箱请写成 name@mail.example 这样，也可以不填。"


def _wrong_address(address: str) -> str:
    if not address:
        return "请填写现在住的地址，证件和通知会寄到这里。"
    if len(address) > LONGEST_ADDRESS:
        return f"地址写了 {len(address)} 个字，请改到 {LONGEST_ADDRESS} 个字以内。"
    return "" if address.isprintable() else "地址里有看不见的字符，请重新输入。"
