import pytest

from mingtang.services.catalogue.declaration import Kind, NotAForm, read_form
from mingtang.services.tests.factories import guide_content


def form(**field):
    told = {"name": "proof", "label": "证明", "kind": "text", **field}
    return read_form({"groups": [{"title": "一组", "fields": [told]}]})


def test_a_form_is_read_into_groups_and_fields():
    read = read_form(guide_content()["form"])

    assert [group.title for group in read.groups] == ["您是谁", "住在哪里"]
    assert read.find("kind").choices == ("首次申领", "每年签注")
    assert read.find("proof").is_file
    assert read.find("nothing") is None
    assert read.prefills == {"person.name", "person.phone"}


def test_a_guide_without_a_form_has_an_empty_one():
    assert read_form(None).groups == ()


def test_a_file_field_says_what_it_takes():
    field = form(kind="file", accept=["jpg", "png"]).find("proof")

    assert field.accept_words == "JPG、PNG"
    assert field.accept_endings == ".jpg,.png,.jpeg"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"name": "Proof"}, "小写字母"),
        ({"name": "csrf-token"}, "小写字母"),
        ({"label": ""}, "没有名称"),
        ({"kind": "colour"}, "不认识"),
        ({"kind": "choice", "choices": ["只有一个"]}, "两个选项"),
        ({"prefill": "person.salary"}, "person.salary"),
        ({"kind": "file", "accept": ["exe"]}, "只能收"),
    ],
)
def test_a_bad_field_never_goes_live(told, sentence):
    with pytest.raises(NotAForm, match=sentence):
        form(**told)


def test_two_fields_never_share_a_name():
    twice = [{"name": "a", "label": "甲", "kind": "text"}] * 2

    with pytest.raises(NotAForm, match="重复"):
        read_form({"groups": [{"title": "一组", "fields": twice}]})


def test_every_kind_can_be_declared():
    for kind in Kind:
        assert form(kind=kind.value, choices=["甲", "乙"]).find("proof").kind is kind
