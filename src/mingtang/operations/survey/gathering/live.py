"""A live site, walked politely from its home page: few connections, an even rate, everything bounded."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from urllib.parse import urlsplit

from mingtang.operations.survey import addresses
from mingtang.operations.survey.addresses import Site
from mingtang.operations.survey.errors import AddressNotUsable, HomeNotReachable, RobotsForbid
from mingtang.operations.survey.facts import File, Page
from mingtang.operations.survey.gathered import Gathered, Tell
from mingtang.operations.survey.gathering.bounds import Bounds
from mingtang.operations.survey.gathering.fetching import BUSY, PASSING, Answer, Fetcher
from mingtang.operations.survey.gathering.files import read_file
from mingtang.operations.survey.gathering.frontier import Frontier
from mingtang.operations.survey.gathering.keeping import Keeper
from mingtang.operations.survey.gathering.robots import Robots
from mingtang.operations.survey.gathering.slots import Slots
from mingtang.operations.survey.reading.page import Reader
from mingtang.operations.survey.rules import Rules

_HTML = frozenset({"text/html", "application/xhtml+xml", ""})
_TOLD_EVERY = 10
_AHEAD = 3


class Walk:
    """One walk over one site."""

    def __init__(
        self,
        url: str,
        *,
        rules: Rules,
        bounds: Bounds,
        fetcher: Fetcher,
        keeper: Keeper,
        tell: Tell,
    ) -> None:
        self.bounds, self.fetcher, self.keeper, self.tell = bounds, fetcher, keeper, tell
        self.site, self.home = _site_of(url)
        self.rules = rules
        self.reader = Reader(self.site, rules)
        self.frontier = Frontier(bounds)
        self.gathered = Gathered(site=self.site, home=self.home, is_live=True)
        self.forbidden = 0

    def go(self, slots: Slots) -> Gathered:
        self._visit_home(slots)
        self.robots = Robots(self.site, self.fetcher, honoured=self.bounds.honours_robots)
        if not self.robots.allow(self.home):
            raise RobotsForbid
        known = list(self.keeper.known())
        for facts in known:
            self.frontier.known.add(facts.address)
        for facts in known:
            self._know(facts)
        self.frontier.add(self.home, depth=0, referrer="")
        self._walk()
        self._again(slots)
        self._leave_busy()
        self._note()
        return self.gathered

    def _visit_home(self, slots: Slots) -> None:
        """Visit several times; without any success there is nothing to inspect."""
        limit = self.rules["home-unreachable"].value
        answer = Answer(address="")
        for _ in range(max(self.bounds.home_visits, 1)):
            answer = self.fetcher.get(self.site.full(self.home), most=self.bounds.page_bytes)
            failed = bool(answer.trouble) or answer.seconds > limit
            self.gathered.visits.append(-1.0 if failed else answer.seconds)
        if all(seconds < 0 for seconds in self.gathered.visits):
            slots.wait()
            answer = self.fetcher.get(self.site.full(self.home), most=self.bounds.page_bytes)
            if answer.trouble:
                raise HomeNotReachable(answer.trouble)
        moved = urlsplit(answer.final)
        if moved.netloc and moved.netloc.lower() != self.site.host:
            self.site.also(moved.netloc)
            self.site.scheme, self.site.host = moved.scheme, moved.netloc.lower()

    def _walk(self) -> None:
        flying: set[Future[Page | File]] = set()
        with ThreadPoolExecutor(self.bounds.workers) as pool:
            try:
                while (self.frontier.waiting or flying) and not self._is_stopped():
                    while self.frontier.waiting and len(flying) < self.bounds.workers * _AHEAD:
                        flying |= self._start(pool.submit)
                    done, flying = wait(flying, timeout=1, return_when=FIRST_COMPLETED)
                    for future in done:
                        self._take(future.result())
            finally:
                for future in flying:
                    future.cancel()
                pool.shutdown(wait=True, cancel_futures=True)
                for future in flying:
                    if future.done() and not future.cancelled() and future.exception() is None:
                        self._take(future.result())

    def _is_stopped(self) -> bool:
        if self.bounds.should_stop():
            self.gathered.is_complete = False
        return not self.gathered.is_complete

    def _start(self, submit: Callable[..., Future[Page | File]]) -> set[Future[Page | File]]:
        address, depth, referrer = self.frontier.waiting.popleft()
        if not self.robots.allow(address):
            self.forbidden += 1
            self.gathered.unasked.add(address)
            return set()
        return {submit(self.ask, address, depth, referrer)}

    def ask(self, address: str, depth: int, referrer: str) -> Page | File:
        """Runs in a worker: ask for an address and read what comes."""
        is_page = addresses.is_page(address)
        if addresses.is_picture(address):
            return File(
                address=address, trouble=self.fetcher.is_alive(self.site.full(address)).trouble
            )
        most = self.bounds.page_bytes if is_page else self.bounds.file_bytes
        answer = self.fetcher.get(self.site.full(address), most=most)
        if not is_page:
            return _file_of(answer, address=address, rules=self.rules)
        return self._page_of(answer, address=address, depth=depth, referrer=referrer)

    def _page_of(self, answer: Answer, *, address: str, depth: int, referrer: str) -> Page:
        final = self.site.address(answer.final, on=address)
        page = Page(address=address, trouble=answer.trouble)
        if not answer.trouble and answer.is_cut:
            page.trouble = "页面过大"
        elif not answer.trouble and addresses.is_inside(final) and answer.kind in _HTML:
            page = self.reader.read(answer.data, address=final or address, told=answer.charset)
            page.address = address
        page.final = final if final != address else ""
        page.status, page.seconds = answer.status, answer.seconds
        page.depth, page.referrer = depth, referrer
        return page

    def _take(self, facts: Page | File) -> None:
        self.keeper.keep(facts)
        self._know(facts)
        known = len(self.gathered.pages) + len(self.gathered.files)
        if known % _TOLD_EVERY == 0:
            self.tell("读取网页", known, known + len(self.frontier.waiting))

    def _know(self, facts: Page | File) -> None:
        self.frontier.known.add(facts.address)
        if isinstance(facts, File):
            self.gathered.files[facts.address] = facts
            return
        if facts.final and addresses.is_inside(facts.final):
            self.gathered.aliases[facts.address] = facts.final
            if facts.final in self.gathered.pages:
                return
            self.frontier.known.add(facts.final)
            facts.address = facts.final
        self.gathered.pages[facts.address] = facts
        if facts.is_there:
            self.frontier.follow(facts)

    def _again(self, slots: Slots) -> None:
        """Ask a second time, in another slot, for what failed in a way that may pass."""
        flaky = [page for page in self.gathered.pages.values() if page.trouble in PASSING]
        files = [file for file in self.gathered.files.values() if file.trouble in PASSING]
        if not (flaky or files) or not self.gathered.is_complete or not slots.wait():
            return
        with ThreadPoolExecutor(self.bounds.workers) as pool:
            asked = [
                pool.submit(self.ask, page.address, page.depth, page.referrer) for page in flaky
            ]
            asked += [pool.submit(self.ask, file.address, 0, "") for file in files]
            for future in asked:
                self._take(future.result())
        self._walk()

    def _leave_busy(self) -> None:
        """What the site refused for being too much is not dead, only not known."""
        for address, page in list(self.gathered.pages.items()):
            if page.trouble == BUSY:
                del self.gathered.pages[address]
                self.gathered.unasked.add(address)
        for address, file in list(self.gathered.files.items()):
            if file.trouble == BUSY:
                del self.gathered.files[address]
                self.gathered.unasked.add(address)

    def _note(self) -> None:
        notes, frontier = self.gathered.notes, self.frontier
        if frontier.is_full:
            notes.append(("页数", f"超过限定的 {self.bounds.pages} 页，其余没有看"))
        if self.forbidden:
            notes.append(("robots.txt", f"{self.forbidden} 个地址不允许访问，没有看"))
        if frontier.too_deep:
            notes.append(("层级", f"{frontier.too_deep} 个地址层级太深或重复，没有看"))
        notes.extend(
            ("无尽页面", f"形如 {shape} 的页面似乎没有尽头，只看了一部分")
            for shape in frontier.endless
        )


def _site_of(url: str) -> tuple[Site, str]:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise AddressNotUsable from error
    if parts.scheme not in {"http", "https"} or not host:
        raise AddressNotUsable
    site = Site(f"{parts.scheme}://{parts.netloc}/")
    bare = parts.netloc.lower().removeprefix("www.")
    site.also(bare)
    site.also(f"www.{bare}")
    return site, site.address(url, on="/")


def _file_of(answer: Answer, *, address: str, rules: Rules) -> File:
    if answer.trouble:
        return File(address=address, trouble=answer.trouble)
    if answer.is_cut:
        return File(address=address, size=len(answer.data), unread="文件过大，没有看内容")
    return read_file(answer.data, address=address, rules=rules)
