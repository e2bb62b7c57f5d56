"""Links to other hosts: asked once each, tried again in a second slot; what this machine cannot know is said."""

from concurrent.futures import ThreadPoolExecutor

from mingtang.operations.survey import addresses
from mingtang.operations.survey.gathered import Gathered, Tell
from mingtang.operations.survey.gathering.bounds import Bounds
from mingtang.operations.survey.gathering.fetching import (
    OF_THE_NETWORK,
    PASSING,
    Fetcher,
    is_private,
)
from mingtang.operations.survey.gathering.slots import Slots

MOST = 2000
_MOST_WORKERS = 8
#: Hosts that refuse programs are not dead.
_GUARDED = frozenset({401, 403, 405, 406, 412, 418, 429, 451, 503, 521})


def check_outside(
    gathered: Gathered, *, bounds: Bounds, fetcher: Fetcher, slots: Slots, tell: Tell
) -> None:
    """Ask every external address of the site."""
    wanted = list(
        dict.fromkeys(
            link for page in gathered.seen for link in page.links if not addresses.is_inside(link)
        )
    )
    for address in [one for one in wanted if addresses.never_exists(one)]:
        gathered.outside[address] = "域名不存在"
    rest = [one for one in wanted if one not in gathered.outside]
    if not bounds.checks_outside:
        gathered.unverified.update(rest)
        return
    if len(rest) > MOST:
        gathered.notes.append(("外链", f"外链有 {len(rest)} 个，只核实了 {MOST} 个"))
    _ask_all(rest[:MOST], gathered, bounds=bounds, fetcher=fetcher, tell=tell)
    flaky = [one for one in rest[:MOST] if gathered.outside.get(one) in PASSING]
    if flaky and not _is_cut_off(rest, gathered) and slots.wait():
        _ask_all(flaky, gathered, bounds=bounds, fetcher=fetcher, tell=tell)
    if rest and _is_cut_off(rest, gathered):
        for address in rest:
            gathered.outside.pop(address, None)
        gathered.unverified.update(rest)


def _ask_all(
    wanted: list[str], gathered: Gathered, *, bounds: Bounds, fetcher: Fetcher, tell: Tell
) -> None:
    def ask(address: str) -> str:
        if bounds.should_stop():
            return ""
        if not bounds.allows_private and is_private(address):
            return "指向内网地址，外面的人打不开"
        answer = fetcher.is_alive(address)
        return "" if answer.status in _GUARDED else answer.trouble

    with ThreadPoolExecutor(_MOST_WORKERS) as pool:
        for number, (address, trouble) in enumerate(
            zip(wanted, pool.map(ask, wanted), strict=True), start=1
        ):
            gathered.outside[address] = trouble
            tell("核实外链", number, len(wanted))


def _is_cut_off(asked: list[str], gathered: Gathered) -> bool:
    """Nothing at all answers: that is this machine's network, not the links."""
    return all(gathered.outside.get(one) in OF_THE_NETWORK for one in asked[:MOST])
