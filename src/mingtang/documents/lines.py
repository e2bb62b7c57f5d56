"""Lines of a page and how they flow into paragraphs: indents, widths, sizes and gaps decide."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from mingtang.documents.drafts import Draft
from mingtang.documents.model import Align

LABEL = re.compile(
    r"^(第[零〇一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|附件\s*\d*\s*$|附件\s*\d*\s*[:：])"
)
_STANDS_ALONE = re.compile(
    r"^(?:[一-龥]{1,24}\s*[〔\[［【（(]\s*(?:19|20)\d{2}\s*[〕\]］】）)]\s*第?\s*\d{1,5}\s*号"
    r"|(?:\d{4}|[〇零○一二三四五六七八九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日)$"
)
"""A number or a date on a line of its own belongs to no paragraph."""
_WHOLE_TITLE = re.compile(
    r"^[^，。；：]{6,140}的(?:通知|公告|通告|意见|决定|批复|函|复函|通报|请示|报告|命令|办法|规定)$"
)
_SALUTATION = re.compile(
    r"^[^。；：]{3,400}(?:单位|部门|机构|政府|委员会|公司|企业|学校|院校|局|办|院|厅|处)[：:]$"
)
_ENTRY = re.compile(r"^(?:附件\s*[:：]\s*)?(\d{1,2})\s*[.、．](?!\d)")
_ENDS = re.compile(r"[。；：！？:;]”?）?$")


@dataclass(frozen=True, kw_only=True)
class Line:
    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The type area all lines of a document keep to, and how they are set in it."""

    left: float
    right: float
    size: float
    pitch: float
    tolerance: float
    """How much two sizes may differ and still be the same; recognised boxes vary more."""

    def is_centred(self, line: Line) -> bool:
        before, after = line.left - self.left, self.right - line.right
        return before > 1.5 * self.size and abs(before - after) < 1.6 * self.size

    def is_large(self, line: Line) -> bool:
        return line.size > self.size * (1 + self.tolerance)

    def align(self, line: Line) -> Align:
        if self.is_centred(line):
            return Align.CENTER
        before, after = line.left - self.left, self.right - line.right
        if before > 5 * self.size and after < 6 * self.size and before > after:
            return Align.RIGHT
        return Align.LEFT


def frame_of(lines: Sequence[Line], *, tolerance: float = 0.12) -> Frame:
    if not lines:
        return Frame(left=0, right=0, size=16, pitch=28, tolerance=tolerance)
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.size:
            sizes[round(line.size * 2) / 2] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 16.0
    if tolerance > 0.2:
        size = median([line.size for line in lines if line.size] or [size])
    body = [line for line in lines if abs(line.size - size) <= size * tolerance] or list(lines)
    lefts = Counter(round(line.left / 4) * 4 for line in body)
    floor = max(lefts.values()) * 0.25
    left = min(place for place, times in lefts.items() if times >= floor)
    rights = sorted(line.right for line in body)
    right = rights[int(len(rights) * 0.9)] if rights else left
    return Frame(left=left, right=right, size=size, pitch=_pitch(lines), tolerance=tolerance)


def _pitch(lines: Sequence[Line]) -> float:
    steps = [
        after.top - before.top
        for before, after in pairwise(lines)
        if after.page == before.page and after.top > before.top
    ]
    return median(steps) if steps else 28.0


def flow(lines: Sequence[Line], *, frame: Frame) -> list[Draft]:
    """Join the lines of one paragraph; a paragraph may run on over the page."""
    drafts: list[Draft] = []
    before: Line | None = None
    for line in lines:
        begun = drafts[-1].text if drafts else ""
        if before is not None and not _starts_paragraph(
            line, before=before, begun=begun, frame=frame
        ):
            _extend(drafts[-1], line, turned=line.page != before.page)
        else:
            drafts.append(
                Draft(
                    text=line.text,
                    page=line.page,
                    align=frame.align(line),
                    size=line.size,
                    confidence=line.confidence,
                )
            )
        before = line
    return drafts


def _starts_paragraph(line: Line, *, before: Line, begun: str, frame: Frame) -> bool:
    """`begun` is the text so far of the paragraph that the line may continue."""
    if _is_set_apart(line, before=before, frame=frame) or _is_another(line, begun=begun):
        return True
    if frame.is_large(before) and (frame.is_large(line) or _is_short_rest(line, frame=frame)):
        return _starts_title(line, before=before)
    if _is_open(begun) or _hangs(line, before=before, begun=begun, frame=frame):
        return False
    is_indented = line.left > frame.left + 0.8 * frame.size
    is_short = before.right < frame.right - 2.6 * frame.size
    is_numbered = LABEL.match(line.text) and _ENDS.search(before.text)
    return bool(is_indented or is_numbered or (is_short and _is_finished(before, frame=frame)))


def _is_another(line: Line, *, begun: str) -> bool:
    """What the words alone say: a number, a date, a finished title, the next entry of a list."""
    texts = (line.text.strip(), begun.strip())
    if any(_STANDS_ALONE.match(text) for text in texts):
        return True
    entry, previous = _ENTRY.match(line.text), _ENTRY.match(begun)
    if entry and previous and int(entry.group(1)) == int(previous.group(1)) + 1:
        return True
    if _SALUTATION.match(begun):
        return True
    return bool(_WHOLE_TITLE.match(begun)) and not line.text.startswith(("（", "》"))


def _is_short_rest(line: Line, *, frame: Frame) -> bool:
    """`的通知` alone on a line is too short to tell its size."""
    return not line.size and frame.is_centred(line)


def _is_set_apart(line: Line, *, before: Line, frame: Frame) -> bool:
    is_known = line.size and before.size
    if is_known and abs(line.size - before.size) > frame.size * frame.tolerance:
        return True
    step = line.top - before.top
    return line.page == before.page and step > 1.75 * max(frame.pitch, frame.size)


def _is_open(text: str) -> bool:
    """A bracket or a book-title mark is still to be closed, or a number to come."""
    return bool(_OPEN_BRACKET.search(text) or _OPEN_TITLE.search(text) or _OPEN_NUMBER.search(text))


_OPEN_BRACKET = re.compile(r"[（〔][^（）〔〕()\[\]［］【】]{0,120}$")
_OPEN_NUMBER = re.compile(r"(?:电话|传真|热线|邮编|邮箱|手机)[：:]$")
_OPEN_TITLE = re.compile(r"《[^《》]{0,120}$")


def _is_finished(line: Line, *, frame: Frame) -> bool:
    """A short line ends its paragraph, unless a long address would not fit into the rest of it."""
    is_half = line.right - frame.left < 0.55 * (frame.right - frame.left)
    is_indented = abs(line.left - frame.left - 2 * frame.size) < 0.5 * frame.size
    is_apart = frame.align(line) is not Align.LEFT and not is_indented
    return is_half or is_apart or bool(_ENDS.search(line.text))


def _starts_title(line: Line, *, before: Line) -> bool:
    """Lines of a title follow each other closely; only a chapter heading begins a new one."""
    is_heading = bool(LABEL.match(line.text) or LABEL.match(before.text))
    return is_heading or (line.page != before.page)


def _hangs(line: Line, *, before: Line, begun: str, frame: Frame) -> bool:
    """Continues an entry of a list of annexes, which is set under the name, not at the margin."""
    if LABEL.match(line.text) or before.right < frame.right - 2.6 * frame.size:
        return False
    is_entry = bool(re.match(r"^(附件\s*[:：]|\d{1,2}\s*[.、．])", begun))
    is_deep = line.left > frame.left + 2.8 * frame.size and not frame.is_centred(line)
    return is_entry and is_deep and line.page == before.page


_LATIN = re.compile(r"[A-Za-z]+$")
_ADDRESS = re.compile(r"[\w.\-/:?&=%@#]*[./@?=&][\w.\-/:?&=%@#]*$", re.ASCII)


def _extend(draft: Draft, line: Line, *, turned: bool) -> None:
    needs_space = (
        _LATIN.search(draft.text)
        and re.match(r"[A-Za-z]", line.text)
        and not _ADDRESS.search(draft.text)
    )
    glue = " " if needs_space else ""
    if turned:
        draft.turns.append((len(draft.text) + len(glue), line.page))
    share = len(draft.text) / max(1, len(draft.text) + len(line.text))
    draft.confidence = draft.confidence * share + line.confidence * (1 - share)
    draft.text += glue + line.text
