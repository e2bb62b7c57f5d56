"""The files that belong to one published page: its attachments and pictures, with public addresses."""

from pathlib import PurePosixPath
from typing import Any


def file_of(path: str) -> str:
    """Return the file that answers an address: /a/b/ is a/b/index.html."""
    inside = path.lstrip("/")
    return f"{inside}index.html" if not inside or inside.endswith("/") else inside


class PublishedFiles:
    """Collects what the body refers to while it is being shown."""

    def __init__(self, page_number: int) -> None:
        self._folder = f"files/{page_number}"
        self.contents: dict[str, bytes] = {}

    def address_of_document(self, document: Any) -> str:
        name = f"{document.pk}{_suffix(document.file.name)}"
        return self._keep(name, document.file)

    def address_of_picture(self, rendition: Any) -> str:
        name = f"p{rendition.image_id}-{rendition.pk}{_suffix(rendition.file.name)}"
        return self._keep(name, rendition.file)

    def _keep(self, name: str, file: Any) -> str:
        path = f"{self._folder}/{name}"
        if path not in self.contents:
            with file.open("rb") as opened:
                self.contents[path] = opened.read()
        return f"/{path}"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
