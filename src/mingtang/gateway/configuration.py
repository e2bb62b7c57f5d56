"""The gateway's settings, read from the environment, and where the systems are."""

import json
import os
import pwd
import resource
import socket
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from mingtang.gateway.rendering.plan import CannotRender, Facts, Gateway
from mingtang.kernel.settings import home, required

WORKERS_ACCOUNT = "www-data"
MOST_OPEN_FILES = 32768
STYLESHEET = "site.css"


def read_topology() -> dict[str, str]:
    """Return system -> address from $MINGTANG_TOPOLOGY."""
    written = json.loads(Path(required("MINGTANG_TOPOLOGY")).read_text(encoding="utf-8"))
    return {name: entry["address"] for name, entry in written["systems"].items()}


def read_gateway(environ: Mapping[str, str] = os.environ) -> Gateway:
    """Return this machine's gateway."""
    folder = home()
    port = int(environ.get("MINGTANG_PORT") or _port_in_topology())
    certificate = environ.get("MINGTANG_TLS_CERTIFICATE")
    redirect_port = environ.get("MINGTANG_TLS_REDIRECT_PORT")
    return Gateway(
        home=folder,
        port=port,
        listen=_listen(environ.get("MINGTANG_LISTEN", ""), port=port),
        user=_workers_account(),
        open_files=min(MOST_OPEN_FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),
        workers=environ.get("MINGTANG_GATEWAY_WORKERS", "auto"),
        trusted_proxies=_list(environ.get("MINGTANG_TRUSTED_PROXIES", "")),
        unlimited_clients=_list(environ.get("MINGTANG_UNLIMITED_CLIENTS", "")),
        certificate=Path(certificate) if certificate else None,
        certificate_key=Path(environ["MINGTANG_TLS_KEY"]) if certificate else None,
        redirect_port=int(redirect_port) if redirect_port else None,
        facts=_facts(environ.get("MINGTANG_SITE", ""), assets=folder / "assets"),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _listen(address: str, *, port: int) -> tuple[str, ...]:
    """Listen everywhere, in both families where there are two, unless one address is given."""
    if address:
        return (f"{f'[{address}]' if ':' in address else address}:{port}",)
    return (str(port), f"[::]:{port} ipv6only=on") if _has_ipv6() else (str(port),)


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::", 0))
    except OSError:
        return False
    return True


def _port_in_topology() -> int:
    written = json.loads(Path(required("MINGTANG_TOPOLOGY")).read_text(encoding="utf-8"))
    port: int | None = urlsplit(written["gateway"]).port
    if port is None:
        raise CannotRender("Set MINGTANG_PORT: the topology does not say where the gateway is.")
    return port


def _workers_account() -> str:
    """Return the account root gives its workers; others keep their own."""
    if os.geteuid() != 0:
        return ""
    try:
        return pwd.getpwnam(WORKERS_ACCOUNT).pw_name
    except KeyError:
        raise CannotRender(f"There is no account {WORKERS_ACCOUNT} for nginx's workers.") from None


def _facts(site: str, *, assets: Path) -> Facts:
    stylesheet = _stylesheet(assets)
    if not site or not Path(site).exists():
        return Facts(stylesheet=stylesheet)
    facts = yaml.safe_load(Path(site).read_text(encoding="utf-8"))
    return Facts(
        name=str(facts.get("name", Facts.name)),
        hotline=str(facts.get("hotline", Facts.hotline)),
        stylesheet=stylesheet,
    )


def _stylesheet(assets: Path) -> str:
    try:
        names = json.loads((assets / "assets.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    name = names.get(STYLESHEET, "") if isinstance(names, dict) else ""
    return f"/assets/{str(name).removeprefix('/assets/')}" if name else ""
