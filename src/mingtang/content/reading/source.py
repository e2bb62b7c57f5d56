"""Finding words in a source text: exactly where they stand, or the same words spaced otherwise."""

import re

from mingtang.kernel.crypto.sm3 import sm3

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def squeezed(text: str) -> str:
    """The words without any white space: files of the same words differ in nothing else."""
    return _SPACE.sub("", text)


def digest_of_text(text: str) -> str:
    return sm3(squeezed(text).encode()).hex()


def normal_number(text: str) -> str:
    """发文字号 as it is compared: `明政发[2026] 03 号` and `明政发〔2026〕3号` are one."""
    number = re.sub(r"[\[［(（【{﹝「]", "〔", squeezed(text))
    number = re.sub(r"[\]］)）】}﹞」]", "〕", number)
    return re.sub(r"〕第?0*(?=\d)", "〕", number)[:60]


def is_unmistakable(number: str) -> bool:
    """Whether a number names one document: `第58号` of some order does not."""
    return "〔" in number


def locate(words: str, *, source: str, near: int = 0) -> tuple[int, int] | None:
    """Return where the words stand, nearest to a place; spaces and line ends do not count."""
    wanted = squeezed(words)
    if not wanted:
        return None
    places = [index for index, letter in enumerate(source) if not _SPACE.match(letter)]
    packed = "".join(source[index] for index in places)
    hits = [match.start() for match in re.finditer(f"(?={re.escape(wanted)})", packed)]
    if not hits:
        return None
    best = min(hits, key=lambda hit: abs(places[hit] - near))
    return places[best], places[best + len(wanted) - 1] + 1
