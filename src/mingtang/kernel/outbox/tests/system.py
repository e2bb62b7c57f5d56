"""A manifest for tests: a system that reacts to its own news."""

from dataclasses import dataclass
from typing import ClassVar

from mingtang.kernel.events import Event
from mingtang.kernel.system import System


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Event):
    topic: ClassVar[str] = "kernel.question-asked.v1"

    text: str = "几点开门？"


@dataclass(frozen=True, kw_only=True)
class QuestionDropped(Event):
    """News nobody here reacts to."""

    topic: ClassVar[str] = "kernel.question-dropped.v1"


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    topic: ClassVar[str] = "kernel.question-answered.v1"

    question: str
    trace: str


SYSTEM = System(
    name="kernel",
    title="内核测试",
    purpose="Answers questions, for tests.",
    port_offset=0,
    announces=[QuestionAsked, QuestionAnswered],
    reacts_to={
        QuestionAsked: [
            "mingtang.kernel.outbox.tests.handlers.answer_question",
            "mingtang.kernel.outbox.tests.handlers.stumble_over_word",
        ]
    },
    has_worker=True,
)
