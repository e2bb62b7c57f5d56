"""Functions: the home page opens, the search finds exact titles, letters are answered in time."""

from collections.abc import Iterator

from mingtang.kernel.calendar.days import YearNotKnown, working_days_between
from mingtang.operations.survey.checks.ground import Ground
from mingtang.operations.survey.facts import Letter
from mingtang.operations.survey.findings import Finding
from mingtang.operations.survey.reading.days import as_date

_TRAPS = frozenset(
    ("循环跳转", "跳转次数太多", "页面过大", "页面层层嵌套", "太慢", "压缩的内容解不开")
)


def check_visits(ground: Ground) -> Iterator[Finding]:
    visits = ground.gathered.visits
    failed = sum(seconds < 0 for seconds in visits)
    limit = ground.rules.vetoes["V2"].value
    if visits and failed * 100 >= limit * len(visits):
        seconds = ground.rules["home-unreachable"].value
        yield Finding(
            rule="home-unreachable",
            where=ground.gathered.home,
            problem=f"首页访问 {len(visits)} 次，{failed} 次打不开或超过 {seconds:g} 秒",
        )


def check_search(ground: Ground) -> Iterator[Finding]:
    gathered = ground.gathered
    if not any(page.search for page in gathered.seen):
        yield Finding(rule="no-search", where=gathered.home, problem="没有找到站内搜索框")
    for title, is_found in gathered.searched.items():
        if not is_found:
            yield Finding(
                rule="search-misses",
                where=gathered.home,
                target=title,
                problem=f"搜索“{title}”，第一页没有这一条",
            )


def check_letters(ground: Ground) -> Iterator[Finding]:
    for page in ground.gathered.articles:
        letter = page.letter
        asked = as_date(letter.asked_on) if letter else None
        if letter is None or asked is None:
            continue
        waiting = (ground.today - asked).days
        if not letter.is_answered and waiting > ground.rules["letter-unanswered"].value:
            yield Finding(
                rule="letter-unanswered",
                where=page.address,
                problem=f"“{page.name}”{waiting} 天没有答复",
            )
        elif (days := _days_taken(letter)) > ground.rules["letter-late"].value:
            yield Finding(
                rule="letter-late",
                where=page.address,
                problem=f"“{page.name}”用了 {days} 个工作日才答复",
            )


def _days_taken(letter: Letter) -> int:
    asked, answered = as_date(letter.asked_on), as_date(letter.answered_on)
    if asked is None or answered is None:
        return 0
    try:
        return working_days_between(asked, answered)
    except YearNotKnown:
        return 0


def check_traps(ground: Ground) -> Iterator[Finding]:
    """Pages that went wrong in a way that is no dead link: too large, turning in a ring, too slow."""
    for page in ground.gathered.pages.values():
        if page.trouble in _TRAPS:
            yield Finding(
                rule="trap",
                where=page.referrer or page.address,
                target=page.address,
                problem=f"页面异常：{page.trouble}",
            )
