"""Addresses: inside the site they are paths from the root, outside whole URLs; what a link means, and what not."""

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "ico"})
PARTS = frozenset({"css", "js", "woff", "woff2", "ttf", "map", "xml", "rss", "atom", "json"})
PAGES = frozenset(
    {"", "html", "htm", "shtml", "xhtml", "jsp", "asp", "aspx", "php", "do", "action"}
)
LONGEST = 2000
#: Top-level names that never exist (RFC 2606, RFC 6761).
RESERVED = ("example", "invalid", "test", "localhost")
SAFE = "/%:=&?~#+!$,;'@()*[]-._"
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,6})$")
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)


class Site:
    """The hosts a site goes by, and the way from a link to an address."""

    def __init__(self, base: str, *hosts: str) -> None:
        """Take `base` as the address of the root, such as https://www.mingzhou.gov.example/."""
        parts = urlsplit(base)
        self.scheme, self.host = parts.scheme, parts.netloc.lower()
        self.hosts = {self.host, *map(str.lower, hosts)}

    def also(self, host: str) -> None:
        """The site says that it goes by this name too."""
        if host:
            self.hosts.add(host.lower())

    def address(self, link: str, *, on: str) -> str:
        """Return the address a link on a page leads to; empty when it leads to no page at all."""
        link = _CONTROL.sub("", link)
        if not link or link.startswith("#") or len(link) > LONGEST:
            return ""
        try:
            parts = urlsplit(urljoin(self.full(on), link))
            host = parts.netloc.lower()
        except ValueError:
            return ""
        if parts.scheme not in {"http", "https"} or not host:
            return ""
        path = quote(_SESSION.sub("", parts.path) or "/", safe=SAFE)
        query = quote(parts.query, safe=SAFE)
        if host in self.hosts:
            return path + (f"?{query}" if query else "")
        return urlunsplit((parts.scheme, host, path, query, ""))

    def full(self, address: str) -> str:
        return f"{self.scheme}://{self.host}{address}" if address.startswith("/") else address


def is_inside(address: str) -> bool:
    return address.startswith("/")


def ending(address: str) -> str:
    """Return the ending of the file an address names, in small letters, without the dot."""
    path = address.partition("?")[0] if is_inside(address) else urlsplit(address).path
    found = _ENDING.search(path.rsplit("/", 1)[-1])
    return found[1].lower() if found else ""


def is_page(address: str) -> bool:
    return ending(address) in PAGES


def is_part(address: str) -> bool:
    """Styles, scripts, feeds: they belong to pages and are not counted as links."""
    return ending(address) in PARTS


def is_picture(address: str) -> bool:
    return ending(address) in PICTURES


def is_attachment(address: str) -> bool:
    return not (is_page(address) or is_part(address) or is_picture(address))


def host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def never_exists(address: str) -> bool:
    """Whether the host ends in a name that is reserved for examples."""
    return host_of(address).rpartition(".")[2] in RESERVED


def is_government(host: str) -> bool:
    return ".gov." in f".{host}." or host.endswith((".政务", ".政务.cn"))


def depth_of(address: str) -> int:
    return len([part for part in address.partition("?")[0].split("/") if part])
