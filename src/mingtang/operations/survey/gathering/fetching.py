"""One address asked once: bounded in time, size and redirects; whatever goes wrong is a word, not an exception."""

import ipaddress
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from mingtang.operations.survey.gathering.bounds import Bounds

AGENT = "MingtangInspect/1.0 (+government site self-check)"
_HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}
_CHUNK = 65536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Troubles that may be gone in a while; these are tried a second time.
BUSY = "网站要求慢一点"
PASSING = frozenset({"超时", "连接失败", "域名不存在", "服务器出错", "太慢", BUSY})
#: What speaks of this machine's own network rather than of the site.
OF_THE_NETWORK = frozenset({"连接失败", "域名不存在", "超时"})
_STATUS_WORDS = {
    404: "页面不存在（404）",
    410: "已删除（410）",
    403: "不允许访问（403）",
    401: "要登录（401）",
}
_REFUSING = frozenset({405, 501})
_TOO_MANY = 429
_FIRST_GAP, _LONGEST_GAP, _TINY = 0.1, 1.0, 0.002
_BETWEEN_EASES, _RECOVERY = 2.0, 0.97
#: A site may send back to the same address once, to see whether its cookie is kept.
_MOST_TURNS = 2


@dataclass(kw_only=True)
class Answer:
    address: str
    trouble: str = ""
    status: int = 0
    final: str = ""
    seconds: float = 0.0
    data: bytes = b""
    charset: str = ""
    kind: str = ""
    is_cut: bool = False
    hops: list[str] = field(default_factory=list)


class Pace:
    """Lets requests through at an even rate, whichever thread they come from."""

    def __init__(
        self, rate: float, *, clock: Callable[[], float], pause: Callable[[float], None]
    ) -> None:
        self._least = self._gap = 1 / rate if rate > 0 else 0.0
        self._clock, self._pause = clock, pause
        self._next = 0.0
        self._eased_at = float("-inf")
        self._lock = threading.Lock()

    def wait(self) -> None:
        if not self._gap:
            return
        with self._lock:
            now = self._clock()
            turn = max(self._next, now)
            self._next = turn + self._gap
            self._gap = max(self._least, self._gap * _RECOVERY if self._gap > _TINY else 0.0)
        if turn > now:
            self._pause(turn - now)

    def slow_down(self, seconds: float) -> None:
        """The site asks for a longer gap."""
        self._least = max(self._least, seconds)
        self._gap = max(self._gap, seconds)

    def ease(self) -> None:
        """The site says that this was too fast: twice as slow for a while."""
        with self._lock:
            if self._clock() - self._eased_at < _BETWEEN_EASES:
                return
            self._eased_at = self._clock()
            self._gap = min(max(self._gap * 2, _FIRST_GAP), _LONGEST_GAP)


class Fetcher:
    """Asks over kept-alive HTTP/1.1 connections."""

    def __init__(
        self,
        bounds: Bounds,
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.bounds, self._clock = bounds, clock
        self.pace = Pace(bounds.rate, clock=clock, pause=pause)
        self._client = httpx.Client(
            headers=_HEADERS,
            follow_redirects=False,
            timeout=httpx.Timeout(bounds.read_seconds, connect=bounds.connect_seconds),
            limits=httpx.Limits(
                max_connections=bounds.workers * 2, max_keepalive_connections=bounds.workers
            ),
            verify=True,
            trust_env=False,
        )

    def get(self, address: str, *, most: int, method: str = "GET") -> Answer:
        """Ask, following redirects; `most` bytes of the body are read at the most."""
        began = self._clock()
        answer = Answer(address=address)
        place = address
        try:
            for _ in range(self.bounds.redirects + 1):
                self.pace.wait()
                moved = self._ask(place, answer, most=most, method=method, began=began)
                if not moved:
                    break
                if answer.hops.count(moved) >= _MOST_TURNS:
                    answer.trouble = "循环跳转"
                    break
                answer.hops.append(moved)
                place = moved
            else:
                answer.trouble = "跳转次数太多"
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            httpx.CookieConflict,
            OSError,
            ValueError,
        ) as error:
            answer.trouble = _words_for(error)
        answer.final = place
        answer.seconds = self._clock() - began
        return answer

    def is_alive(self, address: str) -> Answer:
        """Ask for the head; sites that do not like that are asked for the beginning of the body."""
        answer = self.get(address, most=0, method="HEAD")
        if answer.status in _REFUSING or answer.trouble:
            return self.get(address, most=_CHUNK)
        return answer

    def _ask(self, place: str, answer: Answer, *, most: int, method: str, began: float) -> str:
        """Return where the answer sends on to; empty when it is the last one."""
        with self._client.stream(method, place) as response:
            answer.status = response.status_code
            answer.kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            answer.charset = response.charset_encoding or ""
            if response.status_code in _REDIRECTS and "Location" in response.headers:
                return urljoin(place, response.headers["Location"])
            if response.status_code == _TOO_MANY:
                self.pace.ease()
                answer.trouble = BUSY
            elif response.status_code >= 500:
                answer.trouble = "服务器出错"
            elif response.status_code >= 400:
                answer.trouble = _STATUS_WORDS.get(
                    response.status_code, f"打不开（{response.status_code}）"
                )
            elif most:
                self._read(response, answer, most=most, began=began)
        return ""

    def _read(self, response: httpx.Response, answer: Answer, *, most: int, began: float) -> None:
        parts, size = [], 0
        for part in response.iter_bytes(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > most:
                answer.is_cut = True
                break
            if self._clock() - began > self.bounds.whole_seconds:
                answer.trouble = "太慢"
                break
        answer.data = b"".join(parts)[:most]

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_TROUBLES: tuple[tuple[type[Exception], str], ...] = (
    (httpx.TimeoutException, "超时"),
    (httpx.DecodingError, "压缩的内容解不开"),
    (httpx.UnsupportedProtocol, "地址不对"),
    (httpx.InvalidURL, "地址不对"),
    (ValueError, "地址不对"),
)
_NO_SUCH_NAME = re.compile(r"Name or service|resolution|getaddrinfo|No address", re.IGNORECASE)
_CERTIFICATE = re.compile(r"CERTIFICATE|SSL", re.IGNORECASE)


def _words_for(error: Exception) -> str:
    if isinstance(error, httpx.ConnectError):
        said = str(error)
        if _CERTIFICATE.search(said):
            return "证书有问题"
        return "域名不存在" if _NO_SUCH_NAME.search(said) else "连接失败"
    return next((word for kind, word in _TROUBLES if isinstance(error, kind)), "连接失败")


def is_private(address: str) -> bool:
    """Whether the host of an address lies in a network that citizens cannot reach."""
    try:
        host = urlsplit(address).hostname or ""
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError):
        return False
    return any(
        not ipaddress.ip_address(str(row[4][0]).partition("%")[0]).is_global for row in found
    )
