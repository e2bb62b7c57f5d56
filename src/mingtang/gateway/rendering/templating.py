"""Django's template language without Django's settings."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template import Context, Engine

_FOLDER = Path(__file__).parent / "templates" / "gateway"
_PLAIN = Engine(dirs=[str(_FOLDER)], autoescape=False)
_HTML = Engine(dirs=[str(_FOLDER)], autoescape=True)


def fill(template: str, values: Mapping[str, Any], *, escape: bool = False) -> str:
    """Fill in one template; `escape` for HTML."""
    engine = _HTML if escape else _PLAIN
    context = Context(dict(values), autoescape=escape, use_l10n=False, use_tz=False)
    return engine.get_template(template).render(context)
