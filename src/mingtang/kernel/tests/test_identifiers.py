from datetime import date

import pytest

from mingtang.kernel.identifiers import (
    birth_date_of,
    gender_of,
    is_credit_code,
    is_resident_identity,
    mask_identity,
    mask_phone,
)

SOMEONE = "339900199504121012"


def test_a_number_with_the_right_check_character_can_exist():
    assert is_resident_identity(SOMEONE)
    assert is_resident_identity(f" {SOMEONE} ")


@pytest.mark.parametrize(
    "number",
    [
        "",
        "339900199504121013",
        "33990019950412101",
        "339900199513121012",
        "33990029950412101X",
        "３" * 18,
    ],
)
def test_other_numbers_cannot(number):
    assert not is_resident_identity(number)


def test_a_number_tells_birth_and_gender():
    assert birth_date_of(SOMEONE) == date(1995, 4, 12)
    assert gender_of(SOMEONE) == "男"


def test_credit_codes_are_checked():
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert not is_credit_code("91350100M000100Y4I")


def test_masks_keep_only_what_lets_a_person_recognise_it():
    assert mask_identity(SOMEONE) == "339***********1012"
    assert mask_phone("19900000001") == "199****0001"
    assert mask_identity("12") == "***"
