"""The site's own search, asked for titles it must find on its first page."""

from urllib.parse import quote

from mingtang.operations.survey.addresses import is_inside
from mingtang.operations.survey.gathered import Gathered
from mingtang.operations.survey.gathering.bounds import Bounds
from mingtang.operations.survey.gathering.fetching import Fetcher
from mingtang.operations.survey.gathering.robots import Robots
from mingtang.operations.survey.reading.decoding import decode

_LONGEST = 40


def try_search(
    gathered: Gathered, *, bounds: Bounds, fetcher: Fetcher, robots: Robots, titles: int
) -> None:
    """Ask for the titles of the newest articles; what cannot be asked is said."""
    home = gathered.home_page
    form = (home.search if home else "") or next((p.search for p in gathered.seen if p.search), "")
    action, _, field = form.partition(" ")
    if not form or not is_inside(action):
        return
    if not robots.allow(action):
        gathered.notes.append(("站内搜索", "robots.txt 不允许访问搜索页，没有试搜"))
        return
    newest = sorted(gathered.articles, key=lambda page: page.published_on, reverse=True)
    for page in newest[:titles]:
        title = page.name[:_LONGEST]
        glue = "&" if "?" in action else "?"
        place = gathered.site.full(f"{action}{glue}{quote(field)}={quote(title)}")
        answer = fetcher.get(place, most=bounds.page_bytes)
        if answer.trouble:
            gathered.notes.append(("站内搜索", f"搜索页打不开（{answer.trouble}），没有试搜"))
            return
        text, _ = decode(answer.data, told=answer.charset)
        results = text.replace("<mark>", "").replace("</mark>", "")
        gathered.searched[page.name] = _shows(results, page.address, title)


def _shows(text: str, address: str, title: str) -> bool:
    """A result links to the page; the title alone may be the words repeated in the box."""
    return f'{address}"' in text or text.count(title) > _TIMES_ECHOED


_TIMES_ECHOED = 3
