"""Every file of the gateway, as text: manifests and settings in, names and contents out."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from mingtang.gateway.rendering import plainness
from mingtang.gateway.rendering.firewall import render_firewall
from mingtang.gateway.rendering.notices import render_notices
from mingtang.gateway.rendering.plan import Gateway, make_plan
from mingtang.gateway.rendering.templating import fill
from mingtang.kernel.system import System

#: What a page may load when its system says nothing else: only what this site serves.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
_FILES = (
    "nginx.conf",
    "types.conf",
    "limits.conf",
    "maps.conf",
    "upstreams.conf",
    "headers.conf",
    "site.conf",
    "identity.conf",
    "identity-question.conf",
    "notices.conf",
    "notice-file.conf",
    "routes.conf",
    "proxy.conf",
)


def render(
    manifests: Iterable[System],
    topology: Mapping[str, str],
    gateway: Gateway,
    *,
    rules: tuple[Path, ...],
) -> dict[str, str]:
    """Return relative path -> text of all files in the gateway's folder.

    `topology` is system -> address; a system that is not in it gets no routes.
    """
    plan = make_plan(manifests, topology)
    values = {
        "plan": plan,
        "gateway": gateway,
        "plainness": plainness,
        "content_policy": CONTENT_POLICY,
        "forms": ("html", "json"),
    }
    files = {name: fill(name, values) for name in _FILES}
    if gateway.has_tls:
        files["tls.conf"] = fill("tls.conf", values)
    for entry in plan.entries:
        files[f"routes/{entry.label}.conf"] = fill("route.conf", {"entry": entry})
    for megabytes in plan.body_limits:
        files[f"notices/{megabytes}.conf"] = fill("notice-pages.conf", {"megabytes": megabytes})
    files.update(render_notices(plan, gateway.facts))
    files.update(render_firewall(plan, gateway, rules=rules))
    return files
