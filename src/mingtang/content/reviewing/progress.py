"""Where a review stands, level by level and act by act, as shown above the text and on the sheet."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import WorkflowState

from mingtang.content.reviewing.levels import Act, Level
from mingtang.content.reviewing.models import Decision, Outcome
from mingtang.content.reviewing.queries import current_level, decisions_about

_STATUS_WORDS = {"current": "审核中", "done": "已审、已校", "returned": "退回修改"}


@dataclass(frozen=True)
class Signed:
    """One act of a level and what has become of it."""

    label: str
    word: str
    by: str = ""
    at: datetime | None = None
    comment: str = ""


@dataclass(frozen=True)
class Step:
    """A level of a review, as shown above the text."""

    label: str
    status: str
    acts: list[Signed]

    @property
    def word(self) -> str:
        return _STATUS_WORDS.get(self.status, "未开始")


@dataclass(frozen=True)
class Round:
    """Everything that was signed about one sending of a text."""

    acts: list[Decision]

    @property
    def digests(self) -> list[str]:
        return list(dict.fromkeys(one.digest for one in self.acts))


def steps_of(review: WorkflowState | None, *, page_number: int) -> list[Step]:
    """Return the three levels with what has become of each in the current or last review."""
    decisions = decisions_about(page_number)
    if review is not None:
        decisions = decisions.filter(review_number=review.pk)
    acts: dict[tuple[int | None, str], Decision] = {}
    for decision in decisions.order_by("decided_at", "pk"):
        acts[decision.level, decision.act] = decision
    current = current_level(review)
    return [_step(level, acts, is_current=level == current) for level in Level]


def rounds_of(page_number: int) -> list[Round]:
    """Return the whole history of a page's reviews, the newest round first."""
    rounds: dict[int | None, list[Decision]] = {}
    for decision in decisions_about(page_number).order_by("decided_at", "pk"):
        rounds.setdefault(decision.review_number, []).append(decision)
    return [Round(acts) for acts in reversed(rounds.values())]


def _step(level: Level, acts: dict[tuple[int | None, str], Decision], *, is_current: bool) -> Step:
    signed = [acts.get((int(level), str(act))) for act in Act]
    return Step(
        level.label, _status(signed, is_current=is_current), list(map(_signed, Act, signed))
    )


def _status(signed: list[Decision | None], *, is_current: bool) -> str:
    if is_current:
        return "current"
    outcomes = {Outcome(one.outcome) for one in signed if one}
    if Outcome.RETURNED in outcomes:
        return "returned"
    return "done" if all(signed) and outcomes == {Outcome.APPROVED} else "waiting"


def _signed(act: Act, decision: Decision | None) -> Signed:
    if decision is None:
        return Signed(act.label, "未签")
    return Signed(
        act.label,
        decision.said,
        by=decision.signature,
        at=decision.decided_at,
        comment=decision.comment,
    )
