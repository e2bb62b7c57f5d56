"""What a password must be (等保 8.1.4.1 a): long enough, mixed, not common, not one's own name."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

SHORTEST = 10
KINDS_NEEDED = 3
RULE = "至少 10 位，大写字母、小写字母、数字、符号里至少三种，不含用户名。"


class HouseRules:
    """The rules in one place, each with its own sentence."""

    def validate(self, password: str, user: Any = None) -> None:
        name = str(getattr(user, "username", "")).lower()
        if len(password) < SHORTEST:
            raise ValidationError(f"密码至少要 {SHORTEST} 位。")
        if _kinds(password) < KINDS_NEEDED:
            raise ValidationError("密码里要有大写字母、小写字母、数字、符号中的至少三种。")
        if name and name in password.lower():
            raise ValidationError("密码里不要有您的用户名。")

    def get_help_text(self) -> str:
        return RULE


class NotCommon(CommonPasswordValidator):
    """Not one of the twenty thousand passwords that are tried first."""

    def get_error_message(self) -> str:
        return "这个密码太常见，很容易被猜到，请换一个。"


def _kinds(password: str) -> int:
    return sum(
        (
            any(character.islower() for character in password),
            any(character.isupper() for character in password),
            any(character.isdigit() for character in password),
            any(not character.isalnum() for character in password),
        )
    )
