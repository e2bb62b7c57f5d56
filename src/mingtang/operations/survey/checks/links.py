"""Links, attachments and pictures that do not open; external links without a leaving notice."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from mingtang.operations.survey import addresses
from mingtang.operations.survey.checks.ground import Ground
from mingtang.operations.survey.facts import Page
from mingtang.operations.survey.findings import Finding

_MANY = 3


@dataclass
class _Dead:
    trouble: str
    words: str
    pages: list[str] = field(default_factory=list)
    is_on_home: bool = False


def check_links(ground: Ground) -> Iterator[Finding]:
    """A dead link in the head or foot of every page is one finding, not a thousand."""
    dead: dict[str, _Dead] = {}
    for page in ground.gathered.seen:
        for link in [*page.links, *page.pictures]:
            trouble = _trouble(ground, link)
            if trouble:
                known = dead.setdefault(link, _Dead(trouble, page.words.get(link, "")))
                known.pages.append(page.address)
                known.is_on_home = known.is_on_home or page.address == ground.gathered.home
    for link, known in dead.items():
        yield from _findings(ground, link, known)


def check_external(ground: Ground) -> Iterator[Finding]:
    """Tell of each foreign host once. Whether a script asks before leaving cannot be seen."""
    told: set[str] = set()
    for page in ground.gathered.seen:
        if page.guards_leaving:
            continue
        for link in page.main_links:
            host = addresses.host_of(link)
            if not host or host in told or addresses.is_government(host) or _is_dead(ground, link):
                continue
            told.add(host)
            yield Finding(
                rule="link-external",
                where=page.address,
                target=link,
                problem=f"链接到 {host}，没有看到离站提示",
            )


def _findings(ground: Ground, link: str, known: _Dead) -> Iterator[Finding]:
    """What stands on many pages is told once."""
    places = list(dict.fromkeys(known.pages))
    is_common = len(places) > _MANY
    first = ground.gathered.home if known.is_on_home else places[0]
    for where in [first] if is_common else places:
        rule = _rule(link, is_on_home=where == ground.gathered.home)
        named = f"“{known.words}”" if known.words else ""
        yield Finding(
            rule=rule,
            where=where,
            target=link,
            problem=f"{_word(rule)}{named}打不开：{known.trouble}",
            evidence=f"出现在 {len(places)} 个页面" if is_common else "",
        )


def _rule(link: str, *, is_on_home: bool) -> str:
    if is_on_home:
        return "link-dead-home"
    if addresses.is_inside(link) and addresses.is_picture(link):
        return "image-dead"
    return "file-dead" if addresses.is_attachment(link) else "link-dead"


def _word(rule: str) -> str:
    return {"image-dead": "图片", "file-dead": "附件"}.get(rule, "链接")


def _trouble(ground: Ground, link: str) -> str:
    """Return why a link does not open; empty when it does or when nobody asked."""
    gathered = ground.gathered
    if not addresses.is_inside(link):
        return gathered.outside.get(link, "")
    if link in gathered.unasked or addresses.is_part(link):
        return ""
    target = gathered.target(link)
    known: Page | None = gathered.pages.get(target)
    if known is not None:
        return known.trouble
    file = gathered.files.get(target)
    if file is not None:
        return file.trouble
    return "没有这个页面或文件" if _must_be_there(ground) else ""


def _must_be_there(ground: Ground) -> bool:
    """In a folder everything can be seen; on a live site what was not asked is not known."""
    return not ground.gathered.is_live and ground.gathered.is_complete


def _is_dead(ground: Ground, link: str) -> bool:
    return bool(ground.gathered.outside.get(link))
