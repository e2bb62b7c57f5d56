"""Knows which addresses of the own site are there: files on disk, own pages, guides, other systems."""

from wagtail.models import Page

from mingtang.content.guides.queries import find_guide
from mingtang.content.pages.choices import RESERVED_SLUGS
from mingtang.content.pages.models import HomePage
from mingtang.content.site import disk
from mingtang.designsystem.facts import site_facts

#: First words of addresses that content itself answers for, or that no citizen can open.
_OUR_OWN = {"cms", "files", "guides", "feed", "sitemap", "internal", "health", "ready", "jobs"}
_GUIDES = "guides"


class OwnSite:
    """The resolver the CMS uses. Nothing is fetched: what is public lies on this disk."""

    def is_there(self, path: str) -> bool:
        parts = [part for part in path.split("?")[0].split("#")[0].split("/") if part]
        if not parts or parts[0] in RESERVED_SLUGS - _OUR_OWN:
            return True
        if parts[0] == _GUIDES and len(parts) == 2 and find_guide(parts[1]):
            return True
        return _is_on_disk("/".join(parts)) or _is_public_page(f"{'/'.join(parts)}/")


def own_hosts() -> list[str]:
    return [host for host in (site_facts().get("domain"),) if host]


def _is_on_disk(path: str) -> bool:
    try:
        place = disk.place(path)
    except disk.OutsideTheSite:
        return False
    return place.is_file() or (place / "index.html").is_file()


def _is_public_page(path: str) -> bool:
    return bool(Page.objects.filter(url_path=f"{_root()}{path}", live=True).exists())


def _root() -> str:
    home = HomePage.objects.only("url_path").first()
    return str(home.url_path) if home else "/"
