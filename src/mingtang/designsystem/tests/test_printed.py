"""Parts of a page that are printed once for each set of values they depend on."""

from django.template import Context, Template

from mingtang.designsystem.facts import Facts, site_facts

FOOT = '{% load design %}{% printed "designsystem/_foot.html" here=here %}'


def foot(here: str, site: object) -> str:
    return Template(FOOT).render(Context({"here": here, "site": site}))


def test_the_same_values_give_the_same_part():
    assert foot("/a/", site_facts()) == foot("/a/", site_facts())


def test_another_address_gives_another_part():
    assert "/mode/elder/b/" in foot("/b/", Facts(site_facts() | {"footer_links": [{"path": "/"}]}))
    assert foot("/a/", site_facts()) is not None


def test_other_facts_are_never_mixed_up():
    one, other = Facts({"organiser": "甲"}), Facts({"organiser": "乙"})

    assert "甲" in foot("/", one)
    assert "乙" in foot("/", other)


def test_facts_that_are_not_the_sites_own_are_printed_without_being_remembered():
    assert "丙" in foot("/", {"organiser": "丙"})
    assert "丁" in foot("/", {"organiser": "丁"})


def test_what_is_printed_is_escaped():
    assert "<script>" not in foot("/<script>/", Facts({"organiser": "<script>"}))
