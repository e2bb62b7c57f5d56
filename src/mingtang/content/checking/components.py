"""The findings of a text as a piece of page: in the editor, on the review page, in the try-out box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from laces.components import Component

from mingtang.content.checking.models import FalseAlarm
from mingtang.content.checking.queries import (
    Judged,
    judged_in_files_and_links,
    judged_in_words,
)
from mingtang.content.wording.model import Finding, Severity

_STAGES = {
    Severity.SERIOUS: "serious",
    Severity.ORDINARY: "ordinary",
    Severity.SUSPECTED: "suspected",
}


@dataclass(frozen=True)
class Line:
    """A finding, ready to be shown: the word set off in its context."""

    finding: Finding
    place_key: str
    false_alarm: FalseAlarm | None
    before: str
    after: str

    @property
    def stage(self) -> str:
        return _STAGES[self.finding.severity]


@dataclass(frozen=True)
class Report:
    """Open findings, those that count no more, and one sentence about both."""

    open: list[Line]
    dismissed: list[Line]

    @property
    def summary(self) -> str:
        if not self.open:
            return "没有发现问题。"
        counts = [
            f"{severity.value} {count} 处"
            for severity in Severity
            if (count := sum(line.finding.severity is severity for line in self.open))
        ]
        return f"发现 {len(self.open)} 处：{'，'.join(counts)}。"

    @property
    def blocks(self) -> bool:
        return any(line.finding.severity is Severity.SERIOUS for line in self.open)


def report_of(judged: Sequence[Judged]) -> Report:
    lines = [_line(one) for one in judged]
    return Report(
        open=[line for line in lines if line.false_alarm is None],
        dismissed=[line for line in lines if line.false_alarm is not None],
    )


class FindingsPanel(Component):
    """What is wrong in a page as it stands: its words, its files, its links."""

    template_name = "content_checking/panel.html"

    def __init__(self, page: Any, *, is_live: bool = False) -> None:
        self.page = page
        #: In the editor: the words are checked again at every pause.
        self.is_live = is_live

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        is_saved = self.page.pk is not None
        words = report_of(judged_in_words(self.page) if is_saved else [])
        others = report_of(judged_in_files_and_links(self.page) if is_saved else [])
        return {
            "is_live": self.is_live,
            "is_saved": is_saved,
            "page_number": self.page.pk,
            "words": words,
            "others": others,
            "blocks": words.blocks or others.blocks,
            "all_findings": reverse("content_findings", args=[self.page.pk]) if is_saved else "",
            "check_text": reverse("content_check_text"),
        }


def _line(judged: Judged) -> Line:
    finding = judged.finding
    stop = finding.at + len(finding.word)
    is_there = finding.context[finding.at : stop] == finding.word
    return Line(
        finding=finding,
        place_key=judged.place_key,
        false_alarm=judged.false_alarm,
        before=finding.context[: finding.at] if is_there else "",
        after=finding.context[stop:] if is_there else "",
    )
