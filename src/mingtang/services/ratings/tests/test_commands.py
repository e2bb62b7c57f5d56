import pytest
from django.db import IntegrityError, connection

from mingtang.kernel.outbox.models import OutgoingMessage
from mingtang.services.cases.errors import CaseNotFound, OnlyTheApplicant
from mingtang.services.contract.types import Grade
from mingtang.services.ratings.choices import REASONS, WORDS
from mingtang.services.ratings.commands import rate_case
from mingtang.services.ratings.errors import AlreadyRated, GradeMissing, NotDecidedYet
from mingtang.services.ratings.models import Rating
from mingtang.services.ratings.queries import rating_of
from mingtang.services.tests.factories import CaseFactory, published
from mingtang.services.tests.people import CHEN, STRANGER, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def guide():
    return published()


def test_a_rating_is_kept_and_told(topics):
    case = CaseFactory(granted=True)

    rating = rate_case(
        actor=CHEN,
        reference=case.reference,
        grade=5,
        reasons=[REASONS[1], "自己编的", REASONS[0]],
        words=" 很快 ",
    )

    told = OutgoingMessage.objects.last().payload["data"]
    assert rating_of(case) == rating
    assert (rating.grade, rating.words) == (Grade.VERY_SATISFIED, "很快")
    assert rating.reasons == [REASONS[0], REASONS[1]]
    assert topics()[-1] == "case-rated"
    assert told["grade"] == 5
    assert "applicant_id" not in told


def test_words_are_sealed_and_not_endless():
    case = CaseFactory(granted=True)

    rating = rate_case(actor=CHEN, reference=case.reference, grade=1, words="慢" * 900)

    assert len(rating.words) == 500
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM services_ratings_rating")
        assert "慢" not in cursor.fetchone()[0]


@pytest.mark.parametrize("grade", [None, 0, 6])
def test_nothing_is_chosen_for_the_person(grade):
    case = CaseFactory(granted=True)

    with pytest.raises(GradeMissing) as refusal:
        rate_case(actor=CHEN, reference=case.reference, grade=grade)

    assert refusal.value.fields == {"grade": "请选一个评价。"}


def test_a_case_is_rated_once():
    case = CaseFactory(granted=True)
    rate_case(actor=CHEN, reference=case.reference, grade=1)

    with pytest.raises(AlreadyRated):
        rate_case(actor=CHEN, reference=case.reference, grade=5)

    assert Rating.objects.get().grade == 1


def test_only_what_is_decided_is_rated():
    with pytest.raises(NotDecidedYet):
        rate_case(actor=CHEN, reference=CaseFactory().reference, grade=5)


def test_only_the_applicant_rates():
    case = CaseFactory(granted=True)

    with pytest.raises(CaseNotFound):
        rate_case(actor=STRANGER, reference=case.reference, grade=5)
    with pytest.raises(OnlyTheApplicant):
        rate_case(actor=officer(), reference=case.reference, grade=5)


def test_the_database_knows_five_grades_too():
    case = CaseFactory(granted=True)

    with pytest.raises(IntegrityError):
        Rating.objects.create(case=case, grade=6, rated_at=case.closed_at)


def test_every_grade_has_its_words():
    assert set(WORDS) == set(Grade)
