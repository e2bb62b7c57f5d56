"""Which of the core rules run, and what ModSecurity is told about our routes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mingtang.gateway.rendering.plan import CannotRender, Entry, Gateway, Plan, Upstream
from mingtang.gateway.rendering.templating import fill
from mingtang.kernel.system import Route

#: Exclusions for other people's software, addresses, counters, and answers (which are not read).
_UNUSED = ("REQUEST-903", "REQUEST-905", "REQUEST-910", "REQUEST-912", "RESPONSE-")
_FIRST_OWN_RULE = 1100
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class _Bodiless:
    route: Route
    upstream: Upstream
    rule_id: int


def core_rules(folder: Path) -> tuple[Path, ...]:
    """Return the files of the core rules in use, in order."""
    files = tuple(
        path for path in sorted(folder.glob("*.conf")) if not path.name.startswith(_UNUSED)
    )
    if not files:
        raise CannotRender(f"No core rules in {folder}: install the package modsecurity-crs.")
    return files


def render_firewall(
    plan: Plan, gateway: Gateway, *, rules: tuple[Path, ...]
) -> Iterator[tuple[str, str]]:
    """Yield file name and text of everything ModSecurity reads."""
    largest = max((*plan.body_limits, 1)) * _MEGABYTE
    values = {
        "gateway": gateway,
        "core_rules": rules,
        # A little more than nginx lets through, so that the size is refused in one place.
        "body_limit": largest + _MEGABYTE,
        "bodiless": [
            _Bodiless(route=entry.route, upstream=entry.upstream, rule_id=_FIRST_OWN_RULE + number)
            for number, entry in enumerate(_without_body_inspection(plan))
        ],
    }
    for name in ("main", "before", "after", "record"):
        file = f"modsecurity/{name}.conf"
        yield file, fill(file, values)


def _without_body_inspection(plan: Plan) -> list[Entry]:
    return [e for e in plan.entries if e.route.inspect and not e.route.inspect_body]
