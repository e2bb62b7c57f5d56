"""Handlers of the test system. An answer is an announcement, so it can be counted in the outbox."""

from mingtang.kernel.outbox.commands import announce
from mingtang.kernel.outbox.models import OutgoingMessage
from mingtang.kernel.outbox.tests.system import QuestionAnswered, QuestionAsked
from mingtang.kernel.trace import current_trace

#: A question with this word makes the second handler fail.
STUMBLING_BLOCK = "石头"


def answer_question(event: QuestionAsked) -> None:
    announce(QuestionAnswered(actor_id=event.actor_id, question=event.text, trace=current_trace()))


def stumble_over_word(event: QuestionAsked) -> None:
    if STUMBLING_BLOCK in event.text:
        announce(QuestionAnswered(actor_id=event.actor_id, question="半途", trace=""))
        raise ValueError("绊倒了，电话 13812345678")


def answers() -> list[str]:
    """The questions answered so far, in order."""
    answered = OutgoingMessage.objects.filter(topic=QuestionAnswered.topic).order_by("id")
    return [message.payload["data"]["question"] for message in answered]
