"""Which addresses collecting may reach: public web sites, and what the operator has allowed by name.

A host is resolved here and nowhere else, and whoever connects connects to the address that was
checked: a name that answers differently the second time gains nothing.
"""

import ipaddress
import os
import re
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from urllib.parse import urlsplit

from mingtang.content.fetching.errors import (
    AddressInside,
    AddressRefused,
    HostUnknown,
    PortRefused,
)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Sequence[str]]

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000
DNS_SECONDS = 8.0
#: Parts of the IPv6 world that carry an IPv4 address inside, or lead to nobody in public.
_IPV6_REFUSED = tuple(
    ipaddress.IPv6Network(text)
    for text in (
        "::/8",  # unspecified, loopback, IPv4-compatible and -mapped, local NAT64
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64 of one's own
        "100::/64",  # discard
        "2001::/23",  # Teredo, ORCHID, benchmarking and other special purposes
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
_IPV4_REFUSED = tuple(
    ipaddress.IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")
_NUMBER = re.compile(r"^(0x[0-9a-f]*|\d+)$")


@dataclass(frozen=True)
class Place:
    """Where an address leads: what to connect to, before any name is asked for."""

    scheme: str
    host: str
    port: int


def check_address(address: str) -> Place:
    """Refuse what is not a plain http(s) address of a public site, without asking any server."""
    if len(address) > LONGEST_ADDRESS or re.search(r"[\s\\\x00-\x1f\x7f]", address):
        raise AddressRefused
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise AddressRefused from error
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
        raise AddressRefused("只能采集 http 或 https 开头的网址，网址里不能带用户名和密码。")
    host = _tidy_host(parts.hostname)
    place = Place(parts.scheme, host, PORTS[parts.scheme] if port is None else port)
    if place.port not in PORTS.values() and not allowance().opens(place):
        raise PortRefused
    number = _as_number(host)
    if number is not None:
        check_number(number, place)
    return place


def resolve(place: Place, *, ask: Resolve | None = None) -> list[str]:
    """Return the numeric addresses of a host, every one of them checked."""
    number = _as_number(place.host)
    if number is not None:
        check_number(number, place)
        return [str(number)]
    found = list(dict.fromkeys((ask or _ask_system)(place.host, place.port)))
    if not found:
        raise HostUnknown
    for text in found:
        check_number(ipaddress.ip_address(text.partition("%")[0]), place)
    return found


def check_number(number: IPAddress, place: Place) -> None:
    is_usual = is_public(number) and place.port in PORTS.values()
    if not is_usual and not allowance().admits(place, number):
        raise AddressInside


def is_public(number: IPAddress) -> bool:
    if isinstance(number, ipaddress.IPv6Address):
        return number.is_global and not any(number in network for network in _IPV6_REFUSED)
    return number.is_global and not any(number in network for network in _IPV4_REFUSED)


def _tidy_host(host: str) -> str:
    """Return a host in the one form that is checked and connected to."""
    if ":" in host:
        if "%" in host:
            raise AddressRefused
        return str(_parsed(host))
    try:
        plain = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressRefused from error
    labels = plain.split(".")
    if not all(_LABEL.match(label) for label in labels):
        raise AddressRefused
    if _NUMBER.match(labels[-1]):  # as browsers see it: then it must be a plain dotted quad
        return str(_parsed(plain))
    return plain


def _parsed(text: str) -> IPAddress:
    try:
        return ipaddress.ip_address(text)
    except ValueError as error:
        raise AddressRefused from error


def _as_number(host: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _ask_system(host: str, port: int) -> list[str]:
    """Ask the system's resolver, which knows no time limit of its own."""
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dns")
    try:
        answer = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        return [str(entry[4][0]) for entry in answer.result(timeout=DNS_SECONDS)]
    except (OSError, TookTooLong, UnicodeError) as error:
        raise HostUnknown from error
    finally:
        pool.shutdown(wait=False)


@dataclass(frozen=True)
class Allowance:
    """What the operator has opened: hosts and networks, each with one port or the usual two."""

    hosts: frozenset[tuple[str, int | None]]
    networks: tuple[tuple[Network, int | None], ...]

    def opens(self, place: Place) -> bool:
        """Whether an entry names this port; a network counts only for a numeric host."""
        number = _as_number(place.host)
        return (place.host, place.port) in self.hosts or any(
            port == place.port and (number is None or number in network)
            for network, port in self.networks
        )

    def admits(self, place: Place, number: IPAddress) -> bool:
        ports = {place.port} | ({None} if place.port in PORTS.values() else set())
        if any((place.host, port) in self.hosts for port in ports):
            return True
        return any(port in ports and number in network for network, port in self.networks)


def allowance() -> Allowance:
    """Read the operator's list; an entry nobody can read stops the reading with its name."""
    hosts: set[tuple[str, int | None]] = set()
    networks: list[tuple[Network, int | None]] = []
    for entry in os.environ.get("MINGTANG_COLLECTING_ALLOW", "").replace(",", " ").split():
        name, port = _entry(entry)
        try:
            networks.append((ipaddress.ip_network(name, strict=False), port))
        except ValueError:
            hosts.add((_host_of(name, entry), port))
    return Allowance(frozenset(hosts), tuple(networks))


def _host_of(name: str, entry: str) -> str:
    try:
        return _tidy_host(name)
    except AddressRefused as error:
        raise AddressRefused(
            f"允许名单里的“{entry}”写得不对，请管理员改正 MINGTANG_COLLECTING_ALLOW。"
        ) from error


def _entry(entry: str) -> tuple[str, int | None]:
    """Split `host`, `host:port`, `10.1.0.0/16:8080` or `[fd00::1]:8080`."""
    match = re.fullmatch(r"\[([^\]]+)\](/\d+)?(?::(\d+))?", entry)
    if match:
        return match[1] + (match[2] or ""), int(match[3]) if match[3] else None
    name, colon, port = entry.rpartition(":")
    if colon and ":" not in name and port.isdigit():
        return name, int(port)
    return entry, None
