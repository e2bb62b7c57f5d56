"""Labels and what stands beside them: dt and dd, cells of a row, headings and their section, `name：value`."""

import re
from collections.abc import Iterator
from typing import Any

LONGEST_LABEL = 16
_MOST = 400
_LINE = re.compile(r"^[ \t　]*([一-龥]{2,10})\s*[：:][ \t　]*(\S.{0,200})$", re.M)
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")


def labels_of(main: Any, text: str) -> list[tuple[str, str]]:
    """Return (label, what it tells); a label without anything beside it has an empty value."""
    found: list[tuple[str, str]] = []
    for reader in (_terms, _rows, _headings):
        for label, value in reader(main):
            plain = _NUMBERING.sub("", label.strip(" ：:\n\t　"))
            if 0 < len(plain) <= LONGEST_LABEL and len(found) < _MOST:
                found.append((plain, value.strip()))
    found += [(line[1], line[2].strip()) for line in _LINE.finditer(text[:20000])][:_MOST]
    return found


def _terms(main: Any) -> Iterator[tuple[str, str]]:
    for term in main.css("dt"):
        beside = _next(term)
        yield _text(term), _text(beside) if beside is not None and beside.tag == "dd" else ""


def _rows(main: Any) -> Iterator[tuple[str, str]]:
    for row in main.css("tr"):
        cells = [cell for cell in row.iter() if cell.tag in ("th", "td")]
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            yield _text(label), _text(value)


def _headings(main: Any) -> Iterator[tuple[str, str]]:
    for heading in main.css("h2, h3, h4, h5, legend, summary"):
        yield _text(heading), _after(heading)


def _after(heading: Any) -> str:
    """Return what follows a heading in its section, up to the next heading of any level."""
    beside = _next(heading)
    texts: list[str] = []
    while beside is not None and beside.tag not in ("h1", "h2", "legend", "summary"):
        texts.append(_text(beside))
        if texts[-1]:
            break
        beside = _next(beside)
    return "".join(texts)


def _next(node: Any) -> Any:
    """The next element beside a node."""
    beside = node.next
    while beside is not None and not beside.is_element_node:
        beside = beside.next
    return beside


def _text(node: Any) -> str:
    return " ".join(str(node.text(separator=" ", strip=True)).split())[:2000]
