"""References of cases: the region, the day, and six letters that cannot be guessed or misheard."""

import secrets
from collections.abc import Callable
from datetime import date

REGION = "339900"
#: No vowels, so no words; nothing that looks or sounds like something else on the phone.
LETTERS = "BCDFGHJKMNPQRTVWXYZ2346789"
LENGTH = 6


def new_reference(day: date, *, choose: Callable[[str], str] = secrets.choice) -> str:
    serial = "".join(choose(LETTERS) for _ in range(LENGTH))
    return f"{REGION}-{day:%Y%m%d}-{serial}"
