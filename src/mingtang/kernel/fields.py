"""Model fields for personal data: sealed at rest, found again only by a blind index."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from mingtang.kernel.crypto.sm3 import hmac_sm3
from mingtang.kernel.keys import data_keys
from mingtang.kernel.sealing import open_sealed, seal


class EncryptedText(models.TextField):  # type: ignore[type-arg]
    """A text that the database holds only sealed with SM4-GCM (GB/T 39786, data at rest).

    Saving seals anew under the current key, so a rotation is finished by saving every row. It
    cannot be filtered by: keep a `blind_index` beside it.
    """

    description = "sealed text"

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(str(value), context=self._context)

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return None if value is None else open_sealed(value, context=self._context)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: filter by its blind index.")
        return super().get_lookup(lookup_name)

    @property
    def _context(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"


def blind_index(value: str, *, purpose: str) -> str:
    """Return the keyed fingerprint by which a sealed value can be looked up.

    SM3-HMAC, 64 hex digits. `purpose` keeps the same number in two columns from being matched.
    """
    normal = value.strip().upper()
    return hmac_sm3(data_keys().index, f"{purpose}\0{normal}".encode()).hex()
