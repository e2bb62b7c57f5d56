"""Key points proposed by a model: only words of the source get this far, and an editor decides."""

from django.db import transaction
from django.utils import timezone

from mingtang.content.adapters.chat import ModelFailed, quotes_from_model
from mingtang.content.intake.commands import may_take_in
from mingtang.content.intake.correcting import Seen, Words, add_value
from mingtang.content.intake.errors import ValueNotFound
from mingtang.content.intake.models import Proposal, State, Submission
from mingtang.content.intake.queries import values_of
from mingtang.content.reading.fields import Field
from mingtang.content.reading.source import locate, squeezed
from mingtang.kernel.identity import Actor

SHORTEST, LONGEST = 6, 600


def ask_for_key_points(*, reference: str) -> None:
    """Ask outside of any transaction. Whatever goes wrong leaves a note and nothing else."""
    submission = Submission.objects.filter(reference=reference, state=State.TO_CHECK).first()
    if submission is None:
        return
    try:
        quotes = quotes_from_model(submission.text)
    except ModelFailed as failure:
        _note(submission, f"{failure}，没有提出要点，不影响核对。")
        return
    _keep(submission, quotes)


@transaction.atomic
def take_proposal(*, actor: Actor, seen: Seen, proposal_number: int) -> None:
    """Make a proposal a key point, under the editor's own name."""
    proposal = _open(seen, proposal_number)
    words = Words(proposal.text, proposal.start, proposal.end)
    add_value(actor=actor, seen=seen, field=Field.KEY_POINTS, words=words)
    _settle(proposal, Proposal.State.TAKEN)


@transaction.atomic
def leave_proposal(*, actor: Actor, seen: Seen, proposal_number: int) -> None:
    may_take_in(actor)
    _settle(_open(seen, proposal_number), Proposal.State.LEFT)


@transaction.atomic
def _keep(submission: Submission, quotes: list[str]) -> None:
    """Keep what stands in the source word for word and is not a key point yet; count the rest."""
    known = {squeezed(value.text) for value in values_of(submission, Field.KEY_POINTS)}
    submission.proposals.filter(state=Proposal.State.OPEN).delete()
    dropped = 0
    for quote in quotes:
        words = squeezed(quote)
        where = locate(quote, source=submission.text) if SHORTEST <= len(words) <= LONGEST else None
        if where is None:
            dropped += 1
        elif words not in known:
            known.add(words)
            start, end = where
            Proposal.objects.create(
                submission=submission, text=submission.text[start:end], start=start, end=end
            )
    proposed = submission.proposals.filter(state=Proposal.State.OPEN).count()
    said = f"大模型提了 {proposed} 条要点，请逐条看"
    _note(
        submission, f"{said}；另有 {dropped} 条在原文里找不到，已丢弃。" if dropped else f"{said}。"
    )


def _note(submission: Submission, sentence: str) -> None:
    """One note of the model at a time, the latest."""
    with transaction.atomic():
        locked = Submission.objects.select_for_update().get(pk=submission.pk)
        kept = [note for note in locked.notes if not note.startswith("大模型")]
        day = timezone.localtime()
        locked.notes = [*kept, f"{sentence}（{day:%m-%d %H:%M}）"]
        locked.save(update_fields=["notes"])


def _open(seen: Seen, proposal_number: int) -> Proposal:
    found = Proposal.objects.filter(
        submission__reference=seen.reference, pk=proposal_number, state=Proposal.State.OPEN
    ).first()
    if found is None:
        raise ValueNotFound
    return found


def _settle(proposal: Proposal, state: Proposal.State) -> None:
    proposal.state = state
    proposal.save(update_fields=["state"])
