"""The faults of a demo city that no CMS would make: what is wrong on disk, not in a page."""

from pathlib import Path

from mingtang.content.demo.reading import read_yaml
from mingtang.content.site.commands import writing

#: The folder beside the healthy pages, in the same shape: columns, pages, attachments.
FAULTS = "faults"
#: Whom the files belong to: nothing that can be published, so writing the site anew removes them.
SOURCE = "demo:leftover"


def leave_strays(city: Path) -> list[str]:
    """Put files into the site that no page stands for, as a careless withdrawal leaves them.

    They are signed like all others, or the watcher would take them off within seconds: only an
    inspection sees that no page leads to them. Returns their paths.
    """
    strays = read_yaml(city / FAULTS / "leftover.yaml") or []
    with writing() as site:
        files = {str(stray["path"]): str(stray["html"]).encode() for stray in strays}
        site.replace(source=SOURCE, files=files)
    return [str(stray["path"]) for stray in strays]
