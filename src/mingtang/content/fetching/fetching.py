"""Fetches a file from a stranger: checked addresses only, few redirects, little memory, limited time.

Nothing of the environment (proxies, `.netrc`) is used, no cookies are kept, and every hop of a
redirect passes the guard again.
"""

import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore

from mingtang.content.fetching.errors import (
    AddressRefused,
    AnswerBroken,
    CertificateBad,
    RedirectsInRing,
    RedirectsTooOften,
    SiteUnreachable,
    StatusRefused,
    TooMuch,
    TooSlow,
)
from mingtang.content.fetching.guarding import PORTS, Place, Resolve, check_address, resolve

USER_AGENT = "MingtangCollector/1.0 (government website; collects policies that are made public)"
MOST_REDIRECTS = 5
LONGEST_HEADERS = 64 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How much of our patience and memory one file may take."""

    seconds: float = 60.0
    silent_seconds: float = 15.0
    most_bytes: int = 50 * 1024 * 1024


PAGE = Limits(seconds=30.0, most_bytes=10 * 1024 * 1024)
FILE = Limits()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back. `is_unchanged` means the site says it is what we have already."""

    address: str
    content: bytes = b""
    kind: str = ""
    name: str = ""
    is_unchanged: bool = False
    etag: str = ""
    last_modified: str = ""


@dataclass(kw_only=True)
class Fetcher:
    """Fetches, one file after another. `before` may wait or refuse: see `politeness`."""

    before: Callable[["Fetcher", str], None] | None = None
    ask: Resolve | None = None
    clock: Callable[[], float] = time.monotonic
    _context: ssl.SSLContext = field(default_factory=httpcore.default_ssl_context)

    def fetch(
        self, address: str, *, limits: Limits = PAGE, known: Mapping[str, str] | None = None
    ) -> Answer:
        """Return what stands at an address; `known` holds the etag and date of what we have."""
        address, visited = tidy_address(address), set[str]()
        ends_at = self.clock() + limits.seconds
        headers = _questions(known or {})
        for _ in range(MOST_REDIRECTS + 1):
            address = _with_host(address, check_address(address))
            visited.add(address)
            if self.before is not None:
                waited_from = self.clock()
                self.before(self, address)
                ends_at += self.clock() - waited_from
            onwards = self._ask_once(address, headers, limits, ends_at)
            if isinstance(onwards, Answer):
                return onwards
            address = tidy_address(_joined(address, onwards))
            if _with_host(address, check_address(address)) in visited:
                raise RedirectsInRing
        raise RedirectsTooOften

    def _ask_once(
        self, address: str, headers: dict[bytes | str, bytes | str], limits: Limits, ends_at: float
    ) -> Answer | str:
        """Ask for one address; return the answer, or where it redirects to."""
        road = _CheckedRoad(self, ends_at)
        patience = dict.fromkeys(("connect", "read", "write", "pool"), limits.silent_seconds)
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=self._context, network_backend=road, max_connections=1
                ) as pool,
                pool.stream(
                    "GET", address, headers=headers, extensions={"timeout": patience}
                ) as response,
            ):
                return self._read(address, response, limits, ends_at)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise TooSlow from error
        except (httpcore.ConnectError, ssl.SSLError) as error:
            raise _unreachable(error) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as e:
            raise AnswerBroken from e

    def _read(
        self, address: str, response: httpcore.Response, limits: Limits, ends_at: float
    ) -> Answer | str:
        told = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
        if response.status == 304:
            return Answer(address=address, is_unchanged=True)
        if response.status in _REDIRECTS and told.get("location"):
            return told["location"].encode("latin-1").decode("utf-8", errors="replace")
        if response.status != 200:
            raise StatusRefused(response.status)
        if told.get("content-length", "").isdigit():
            _refuse_more_than(limits.most_bytes, int(told["content-length"]))
        content = bytearray()
        for part in _unpacked(response.iter_stream(), told.get("content-encoding", "")):
            content += part
            _refuse_more_than(limits.most_bytes, len(content))
            if self.clock() > ends_at:
                raise TooSlow
        return Answer(
            address=address,
            content=bytes(content),
            kind=told.get("content-type", ""),
            name=told.get("content-disposition", ""),
            etag=told.get("etag", "")[:200],
            last_modified=told.get("last-modified", "")[:100],
        )


class _CheckedRoad(httpcore.NetworkBackend):
    """Connects to the numeric address that was checked; names go only into Host and SNI."""

    def __init__(self, fetcher: Fetcher, ends_at: float) -> None:
        self._fetcher, self._ends_at = fetcher, ends_at
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        name = f"[{host}]" if ":" in host else host
        scheme = "https" if port == 443 else "http"
        numbers = resolve(check_address(f"{scheme}://{name}:{port}/"), ask=self._fetcher.ask)
        failure: Exception = SiteUnreachable()
        for number in numbers[:3]:
            try:
                stream = self._backend.connect_tcp(
                    number, port, timeout, local_address, socket_options or []
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, clock=self._fetcher.clock, ends_at=self._ends_at)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends with the time of the whole fetch, however slowly the bytes drip."""

    def __init__(
        self, stream: httpcore.NetworkStream, *, clock: Callable[[], float], ends_at: float
    ) -> None:
        self._stream, self._clock, self._ends_at = stream, clock, ends_at

    def _left(self, timeout: float | None) -> float:
        left = self._ends_at - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(left, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _TimedStream(stream, clock=self._clock, ends_at=self._ends_at)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def tidy_address(address: str) -> str:
    """Write Chinese letters and spaces the way they travel; take the fragment away."""
    try:
        parts = urlsplit(address.strip())
    except ValueError as error:
        raise AddressRefused from error
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]{}|")
    return urlunsplit((parts.scheme.lower(), parts.netloc, path, query, ""))


def _joined(address: str, onwards: str) -> str:
    try:
        return urljoin(address, onwards)
    except ValueError as error:
        raise AddressRefused from error


def _with_host(address: str, place: Place) -> str:
    """Write the host as it was checked, so that nobody downstream reads another out of it."""
    host = f"[{place.host}]" if ":" in place.host else place.host
    netloc = host if place.port == PORTS[place.scheme] else f"{host}:{place.port}"
    return urlunsplit(urlsplit(address)._replace(netloc=netloc))


def _questions(known: Mapping[str, str]) -> dict[bytes | str, bytes | str]:
    headers: dict[bytes | str, bytes | str] = {
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if known.get("etag"):
        headers["If-None-Match"] = known["etag"]
    if known.get("last_modified"):
        headers["If-Modified-Since"] = known["last_modified"]
    return headers


def _refuse_more_than(most: int, size: int) -> None:
    if size > most:
        raise TooMuch(f"对方给的内容超过 {most // 1024 // 1024} MB，没有下载完就停下了，没有保存。")


def _unpacked(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Unpack a compressed answer in small portions, so that a bomb is noticed before it bursts."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from parts
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise AnswerBroken("网站用了没有约定的压缩方式，内容读不懂。")
    yield from unzip(parts, is_raw=encoding == "deflate")


def unzip(parts: Iterable[bytes], *, is_raw: bool = False) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=47)
    try:
        for number, part in enumerate(parts):
            if number == 0 and is_raw and part[:1] and part[0] & 15 != 8:
                unpacker = zlib.decompressobj(wbits=-15)
            while part:
                yield unpacker.decompress(part, _CHUNK)
                part = unpacker.unconsumed_tail
        yield unpacker.flush(_CHUNK)
    except zlib.error as error:
        raise AnswerBroken from error


def _unreachable(error: BaseException) -> Exception:
    text = f"{error!r} {error.__cause__!r} {error.__context__!r}"
    return CertificateBad() if "CERTIFICATE" in text.upper() else SiteUnreachable()
