"""What is to be rendered: the gateway's own settings and one entry for each route."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from mingtang.kernel.system import Route, System

#: Characters that would end a quoted nginx argument or start a variable.
UNQUOTABLE = frozenset('"$\\{};\n\r')
OWN_ADDRESSES = ("/", "/assets/", "/static/", "/mode/", "/jobs/", "/internal/", "/.gateway/")


class CannotRender(Exception):  # noqa: N818  read by an operator as a sentence
    """The manifests or settings do not make a gateway; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the notices of the gateway say about the site."""

    name: str = "政府网站"
    hotline: str = "12345"
    #: Address of the design system's style sheet; a notice without it is plain but readable.
    stylesheet: str = ""


@dataclass(frozen=True, kw_only=True)
class Gateway:
    """Everything about this gateway that is not in a manifest."""

    home: Path
    port: int
    #: nginx "listen" arguments; more than one where IPv6 is present.
    listen: tuple[str, ...] = ()
    #: The account of the workers; empty when the gateway is not started by root.
    user: str = ""
    workers: str = "auto"
    #: What each worker may hold open; a proxied visitor takes two.
    open_files: int = 1024
    #: Proxies whose X-Forwarded-For is believed (addresses or networks). None by default.
    trusted_proxies: tuple[str, ...] = ()
    #: Clients without rate limits: monitoring, load tests.
    unlimited_clients: tuple[str, ...] = ()
    certificate: Path | None = None
    certificate_key: Path | None = None
    #: With TLS: the plain port that only redirects.
    redirect_port: int | None = None
    facts: Facts = field(default_factory=Facts)
    modules: Path = Path("/usr/lib/nginx/modules")
    core_rules: Path = Path("/usr/share/modsecurity-crs/rules")
    unicode_map: Path = Path("/etc/nginx/unicode.mapping")

    def __post_init__(self) -> None:
        if UNQUOTABLE & set(str(self.home)):
            raise CannotRender(f"nginx cannot read the path {self.home}: choose a simpler one.")

    @property
    def folder(self) -> Path:
        return self.home / "gateway"

    @property
    def has_tls(self) -> bool:
        return self.certificate is not None

    @property
    def connections(self) -> int:
        return min(8192, self.open_files // 2)

    @property
    def addresses(self) -> tuple[str, ...]:
        return self.listen or (str(self.port),)


@dataclass(frozen=True, kw_only=True)
class Upstream:
    """A system behind the gateway."""

    name: str
    title: str
    server: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One route of one system, ready to be written down."""

    route: Route
    upstream: Upstream
    #: Unique in the configuration; names the zone and the inspected location.
    label: str

    @property
    def matches(self) -> tuple[str, ...]:
        """Nginx location patterns: `/search` means itself and what is below, not `/searching`."""
        path = self.route.path
        if path.endswith("/"):
            return (f"^~ {path}",)
        return (f"= {path}", f"^~ {path}/")

    @property
    def need(self) -> str:
        """Who may pass: anybody, a person with a session, or staff."""
        if self.route.staff:
            return "staff"
        return "any" if self.route.public else "person"


@dataclass(frozen=True, kw_only=True)
class Plan:
    entries: tuple[Entry, ...]
    upstreams: tuple[Upstream, ...]
    #: Address of the identity process, host:port.
    identity: str

    @property
    def body_limits(self) -> tuple[int, ...]:
        """The distinct body limits, in megabytes: each has its own notice."""
        return tuple(sorted({1, *(entry.route.body_megabytes for entry in self.entries)}))


def make_plan(manifests: Iterable[System], topology: Mapping[str, str]) -> Plan:
    """Bring manifests and addresses (system -> http://host:port) together."""
    systems = [system for system in manifests if system.name in topology]
    upstreams = {
        system.name: Upstream(
            name=system.name, title=system.title, server=_server(topology[system.name])
        )
        for system in systems
    }
    if "gateway" not in upstreams:
        raise CannotRender("The topology does not say where the gateway's identity process is.")
    entries = tuple(
        Entry(route=route, upstream=upstreams[system.name], label=f"{system.name}_{number}")
        for system in systems
        for number, route in enumerate(system.routes, start=1)
    )
    _refuse_conflicts(entries)
    behind = tuple(upstream for name, upstream in upstreams.items() if name != "gateway")
    return Plan(entries=entries, upstreams=behind, identity=upstreams["gateway"].server)


def _server(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "http" or parts.hostname is None or parts.port is None:
        raise CannotRender(f"{address!r} is not an address like http://127.0.0.1:8001.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{parts.port}"


def _refuse_conflicts(entries: Iterable[Entry]) -> None:
    taken: dict[str, str] = dict.fromkeys(OWN_ADDRESSES, "gateway")
    for entry in entries:
        path = entry.route.path
        if not path.startswith("/") or UNQUOTABLE & set(path) or " " in path or "//" in path:
            raise CannotRender(f"{entry.upstream.name}: {path!r} is not a path.")
        owner = taken.setdefault(path, entry.upstream.name)
        if owner != entry.upstream.name or path in OWN_ADDRESSES:
            raise CannotRender(f"{path} of {entry.upstream.name} already belongs to {owner}.")
