"""Judges where a link leads, without following it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

from mingtang.content.wording.model import Hit
from mingtang.content.wording.rules import plain_data

_BARE = re.compile(r"https?://[A-Za-z0-9.\-_~:/?#\[\]@!$&'()*+,;=%]+")
_HARMLESS = ("mailto:", "tel:", "#")


class Resolver(Protocol):
    """Knows which addresses of the own site are there."""

    def is_there(self, path: str) -> bool: ...


@dataclass(frozen=True)
class Link:
    address: str
    words: str


def link_hits(
    links: Iterable[Link], *, resolver: Resolver, own_hosts: Sequence[str]
) -> Iterator[tuple[Link, Hit]]:
    for link in links:
        hit = _judged(link, resolver, own_hosts)
        if hit is not None:
            yield link, hit


def addresses_in(text: str) -> list[str]:
    """Addresses that are written out in the text."""
    return [found.rstrip(".,;:!?)") for found in _BARE.findall(text)]


def is_foreign(host: str, *, own_hosts: Sequence[str]) -> bool:
    known = (*own_hosts, *plain_data("hosts.yaml")["own_kind"])
    return not any(host == name or host.endswith(f".{name}") for name in known if name)


def _judged(link: Link, resolver: Resolver, own_hosts: Sequence[str]) -> Hit | None:
    address = link.address.strip()
    if address.lower().startswith(_HARMLESS):
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return _hit("broken-link", link, "改成完整的地址")
    is_web = parts.scheme in ("", "http", "https")
    if is_web and (not host or host in own_hosts):
        return _own(link, parts.path if parts.path or not host else "/", resolver)
    if not is_web or _is_inside(host):
        return _hit("unsafe-link", link, "删去，或换成公众能打开的地址")
    is_elsewhere = is_foreign(host, own_hosts=own_hosts)
    return _hit("foreign-link", link, "核实必要后加“离站提示”，或删去") if is_elsewhere else None


def _own(link: Link, path: str, resolver: Resolver) -> Hit | None:
    if not path.startswith("/"):
        return _hit("broken-link", link, "站内地址以“/”开头")
    return (
        None
        if resolver.is_there(path)
        else _hit("dead-link", link, "改成现有页面的地址，或删去链接")
    )


def _is_inside(host: str) -> bool:
    """Addresses that lead nowhere for a citizen: this machine, the inner network."""
    if host in ("localhost",) or host.endswith((".local", ".internal", ".localhost")):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host


def _hit(rule: str, link: Link, suggestion: str) -> Hit:
    return Hit(rule, 0, 0, suggestion, link.address)
