"""Outbox records that are valid by default."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import factory
from django.utils import timezone

from mingtang.kernel.identity import Actor, ActorKind
from mingtang.kernel.outbox.models import Delivery, OutgoingMessage, RefusedEvent
from mingtang.kernel.outbox.tests.system import QuestionAsked

NOBODY = UUID(int=7)


def operator() -> Actor:
    return Actor(id=uuid4(), kind=ActorKind.STAFF, name="值班员", roles=frozenset({"operator"}))


def question(text: str = "几点开门？") -> QuestionAsked:
    return QuestionAsked(actor_id=NOBODY, text=text)


class MessageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OutgoingMessage

    event_id = factory.LazyFunction(uuid4)
    topic = QuestionAsked.topic
    payload = factory.LazyAttribute(
        lambda made: {
            **question().to_cloudevent(source="kernel"),
            "id": str(made.event_id),
            "type": made.topic,
        }
    )


class DeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delivery

    class Params:
        dead = factory.Trait(
            attempts=12,
            dead_at=datetime(2026, 3, 2, tzinfo=UTC),
            last_error="500 没办成",
        )

    message = factory.SubFactory(MessageFactory)
    subscriber = "neighbour"
    next_attempt_at = factory.LazyFunction(timezone.now)


class RefusedEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RefusedEvent

    event_id = factory.LazyFunction(uuid4)
    topic = QuestionAsked.topic
    payload = factory.LazyAttribute(
        lambda made: {**question().to_cloudevent(source="kernel"), "id": str(made.event_id)}
    )
    attempts = 12
    last_error = "没办成"
