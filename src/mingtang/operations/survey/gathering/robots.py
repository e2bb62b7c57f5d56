"""robots.txt of the site: honoured unless the owner says otherwise."""

from urllib.robotparser import RobotFileParser

from mingtang.operations.survey.addresses import Site
from mingtang.operations.survey.gathering.fetching import AGENT, Fetcher

_MOST_BYTES = 512 * 1024
_LONGEST_DELAY = 10.0


class Robots:
    def __init__(self, site: Site, fetcher: Fetcher, *, honoured: bool) -> None:
        self._site = site
        self._parser: RobotFileParser | None = None
        self.sitemaps: list[str] = []
        answer = fetcher.get(site.full("/robots.txt"), most=_MOST_BYTES)
        if answer.trouble or answer.data.lstrip().startswith(b"<"):
            return
        parser = RobotFileParser()
        parser.parse(answer.data.decode("utf-8", "replace").splitlines())
        self.sitemaps = parser.site_maps() or []
        if honoured:
            self._parser = parser
            delay = parser.crawl_delay(AGENT)
            fetcher.pace.slow_down(min(float(delay), _LONGEST_DELAY) if delay else 0.0)

    def allow(self, address: str) -> bool:
        return self._parser is None or self._parser.can_fetch(AGENT, self._site.full(address))
