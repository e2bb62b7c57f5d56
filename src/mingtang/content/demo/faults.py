"""The faults of a demo city that no CMS would make: what is wrong on disk, not in a page."""

from pathlib import Path

from mingtang.content.demo.reading import read_yaml
from mingtang.content.site import disk

#: The folder beside the healthy pages, in the same shape: columns, pages, attachments.
FAULTS = "faults"


def leave_strays(city: Path) -> list[str]:
    """Put files into the site that nobody published, as a careless withdrawal leaves them.

    They are in no manifest, so the check of the site reports them; writing the site anew removes
    them. Returns their paths.
    """
    strays = read_yaml(city / FAULTS / "leftover.yaml") or []
    for stray in strays:
        disk.write(disk.place(stray["path"]), str(stray["html"]).encode())
    return [str(stray["path"]) for stray in strays]
