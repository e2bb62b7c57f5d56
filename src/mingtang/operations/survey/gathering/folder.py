"""A folder of published files read as a site."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from mingtang.operations.survey import addresses
from mingtang.operations.survey.addresses import SAFE, Site
from mingtang.operations.survey.errors import FolderHasNoPages
from mingtang.operations.survey.facts import File, Page
from mingtang.operations.survey.gathered import Gathered, Tell
from mingtang.operations.survey.gathering.bounds import Bounds
from mingtang.operations.survey.gathering.files import read_file
from mingtang.operations.survey.gathering.keeping import Keeper
from mingtang.operations.survey.reading.page import Reader
from mingtang.operations.survey.rules import Rules

_INDEXES = ("index.html", "index.htm", "index.shtml")
_DOMAIN = re.compile(
    r"<meta[^>]+name=[\"']SiteDomain[\"'][^>]+content=[\"']([^\"']+)", re.IGNORECASE
)
_LOC = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")
_HEAD = 200_000
_TOLD_EVERY = 50


class Folder:
    """The files of a site by their addresses."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        index = next((name for name in _INDEXES if (self.root / name).is_file()), None)
        if index is None:
            raise FolderHasNoPages
        home = (self.root / index).read_bytes()[:_HEAD].decode("utf-8", "replace")
        found = _DOMAIN.search(home)
        host = (
            found[1].strip().removeprefix("https://").removeprefix("http://").strip("/")
            if found
            else ""
        )
        self.site = Site(f"https://{host or 'site.invalid'}/")
        self.files = dict(self._walk())

    def find(self, address: str) -> str:
        """Return the address of the file a link leads to; empty when there is none."""
        path = quote(unquote(urlsplit(address).path), safe=SAFE)
        if path in self.files:
            return path
        return f"{path}/" if f"{path}/" in self.files else ""

    def mapped(self) -> set[str]:
        """Return the addresses that the folder's sitemaps name."""
        found: set[str] = set()
        for path in self.root.glob("sitemap*.xml"):
            text = path.read_bytes().decode("utf-8", "replace")
            found |= {self.find(self.site.address(loc, on="/")) for loc in _LOC.findall(text)}
        return found - {""}

    def _walk(self) -> Iterator[tuple[str, Path]]:
        for path in sorted(self.root.rglob("*")):
            if path.is_symlink() or not path.is_file():
                continue
            parts = path.relative_to(self.root).parts
            if any(part.startswith(".") for part in parts):
                continue
            if parts[-1] in _INDEXES:
                yield "/" + "".join(f"{quote(part, safe=SAFE)}/" for part in parts[:-1]), path
            else:
                yield "/" + "/".join(quote(part, safe=SAFE) for part in parts), path


def gather_folder(
    root: Path, *, rules: Rules, bounds: Bounds, keeper: Keeper, tell: Tell
) -> Gathered:
    """Read every page and attachment; stops early when asked to, keeping what is known."""
    folder = Folder(root)
    gathered = Gathered(site=folder.site, home="/", is_live=False)
    for facts in keeper.known():
        _add(gathered, facts)
    reader = Reader(folder.site, rules)
    wanted = [address for address in folder.files if _is_wanted(address)]
    pages = [address for address in wanted if addresses.is_page(address)]
    if len(pages) > bounds.pages:
        gathered.is_complete = False
        gathered.notes.append(("页数", f"一共 {len(pages)} 页，按限定只看了 {bounds.pages} 页"))
        left_out = set(pages[bounds.pages :])
        wanted = [address for address in wanted if address not in left_out]
    for number, address in enumerate(wanted, start=1):
        if bounds.should_stop():
            gathered.is_complete = False
            break
        if address not in gathered.pages and address not in gathered.files:
            facts = _read(folder.files[address], address=address, reader=reader, bounds=bounds)
            _add(gathered, facts)
            keeper.keep(facts)
        if number % _TOLD_EVERY == 0 or number == len(wanted):
            tell("读取文件", number, len(wanted))
    _join(gathered, folder, bounds)
    return gathered


def _is_wanted(address: str) -> bool:
    return not addresses.is_part(address)


def _read(path: Path, *, address: str, reader: Reader, bounds: Bounds) -> Page | File:
    is_page = addresses.is_page(address)
    most = bounds.page_bytes if is_page else bounds.file_bytes
    try:
        if path.stat().st_size > most:
            return (
                Page(address=address, trouble="页面过大")
                if is_page
                else File(address=address, size=path.stat().st_size, unread="文件过大，没有看内容")
            )
        data = path.read_bytes()
    except OSError:
        trouble = "文件读不出来"
        return (
            Page(address=address, trouble=trouble)
            if is_page
            else File(address=address, trouble=trouble)
        )
    if not is_page:
        return read_file(data, address=address, rules=reader.rules)
    return reader.read(data, address=address)


def _add(gathered: Gathered, facts: Page | File) -> None:
    if isinstance(facts, Page):
        gathered.pages[facts.address] = facts
    else:
        gathered.files[facts.address] = facts


def _join(gathered: Gathered, folder: Folder, bounds: Bounds) -> None:
    """Connect links with files, and note what nothing leads to."""
    reached, waiting = {"/"}, ["/"]
    named = folder.mapped()
    for page in list(gathered.pages.values()):
        for link in [*page.links, *page.pictures]:
            if addresses.is_inside(link):
                _settle(link, gathered, folder, bounds)
    while waiting:
        page_or_none = gathered.pages.get(waiting.pop())
        for link in page_or_none.links if page_or_none else ():
            target = gathered.target(link)
            if target not in reached and target in gathered.pages:
                reached.add(target)
                waiting.append(target)
    if gathered.is_complete and bounds.since is None:
        gathered.leftovers = sorted(gathered.pages.keys() - reached - named)


def _settle(link: str, gathered: Gathered, folder: Folder, bounds: Bounds) -> None:
    target = folder.find(link)
    if target:
        if target != link:
            gathered.aliases[link] = target
    elif link not in gathered.pages and any(link.startswith(path) for path in bounds.served):
        gathered.unasked.add(link)
