import pytest

from mingtang.content.formats.commands import (
    Order,
    forget_formats,
    keep_formats,
    order_again,
    order_formats,
)
from mingtang.content.formats.errors import OnlyEditorsOrderFormats
from mingtang.content.formats.making import Made
from mingtang.content.formats.models import MOST_ATTEMPTS, Edition, Format, State
from mingtang.content.formats.queries import editions_to_make, formats_of
from mingtang.content.tests.people import citizen, department_reviewer, editor

pytestmark = pytest.mark.django_db
ORDER = {"page_number": 7, "revision_number": 3, "digest": "a" * 64, "path": "/a/", "title": "甲"}


class Page:
    pk = 7


def ordered(**changes: object) -> Edition:
    order_formats([Order(**{**ORDER, **changes})])
    return Edition.objects.get(page_number=7)


def test_a_text_is_ordered_once():
    keep_formats(ordered(), Made({"pdf": b"%PDF"}))

    edition = ordered()

    assert edition.state == State.DONE
    assert not editions_to_make().exists()


def test_formats_belong_to_exactly_one_text():
    keep_formats(ordered(), Made({"md": b"#", "pdf": b"%PDF"}))

    assert [file.key for file in formats_of(Page(), digest="a" * 64)] == ["pdf", "md"]
    assert formats_of(Page(), digest="b" * 64) == ()


def test_another_text_takes_the_formats_of_the_one_before_away_at_once():
    keep_formats(ordered(), Made({"pdf": b"%PDF"}))

    ordered(digest="b" * 64)

    assert not Format.objects.exists()
    assert [edition.digest for edition in editions_to_make()] == ["b" * 64]


def test_another_address_is_another_edition_because_the_files_name_it():
    keep_formats(ordered(), Made({"pdf": b"%PDF"}))

    assert ordered(path="/b/").state == State.WAITING


def test_what_was_made_for_a_text_that_has_changed_meanwhile_is_thrown_away():
    before = ordered()
    ordered(digest="b" * 64)

    assert not keep_formats(before, Made({"pdf": b"old"}))
    assert not Format.objects.exists()


def test_what_failed_is_tried_again_but_not_for_ever():
    edition = ordered()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert editions_to_make().exists(), attempt
        keep_formats(edition, Made({"md": b"#"}, {"pdf": "RuntimeError: no fonts"}))

    edition.refresh_from_db()
    assert not editions_to_make().exists()
    assert edition.is_given_up
    assert edition.failed_kinds == ["PDF"]
    assert [file.key for file in formats_of(Page(), digest="a" * 64)] == ["md"]


def test_an_editor_has_a_failed_one_made_again():
    edition = ordered()
    for _ in range(MOST_ATTEMPTS):
        keep_formats(edition, Made({}, {"pdf": "no"}))

    order_again(actor=editor(), page_number=7)

    assert editions_to_make().exists()


@pytest.mark.parametrize("who", [citizen, department_reviewer])
def test_nobody_else_has(who):
    with pytest.raises(OnlyEditorsOrderFormats):
        order_again(actor=who(), page_number=7)


def test_nothing_is_kept_of_a_page_that_is_gone():
    keep_formats(ordered(), Made({"pdf": b"%PDF"}))

    forget_formats([7])

    assert not Format.objects.exists()
    assert not Edition.objects.exists()
