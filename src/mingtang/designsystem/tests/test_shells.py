import re
from pathlib import Path
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory

import mingtang
from mingtang.designsystem.drawings import names, shapes_of
from mingtang.designsystem.facts import asset_address, department_name, site_facts
from mingtang.designsystem.templatetags.design import current, dial, phones, size
from mingtang.kernel.errors import Invalid
from mingtang.kernel.http import refusal_page
from mingtang.kernel.identity import Actor, ActorKind

SRC = Path(mingtang.__file__).parent


@pytest.fixture
def city(tmp_path, monkeypatch):
    """A folder with the facts of a site, read afresh."""
    monkeypatch.setenv("MINGTANG_SITE", str(tmp_path / "site.yaml"))
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    caches = (site_facts, department_name, asset_address)
    for cached in caches:
        cached.cache_clear()
    yield tmp_path
    for cached in caches:
        cached.cache_clear()


def shell(template: str, **context) -> BeautifulSoup:
    request = RequestFactory().get("/desk/?show=mine")
    request.actor = context.pop("actor", None)
    return BeautifulSoup(render_to_string(template, context, request=request), "html.parser")


class TestIcons:
    def test_every_icon_a_template_names_is_drawn(self):
        named = {
            name
            for path in SRC.rglob("templates/**/*.html")
            for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())
        }

        assert named <= set(names())

    def test_a_name_nobody_has_drawn_is_shown_as_a_sheet(self):
        assert shapes_of("../secret") == shapes_of("file")

    @pytest.mark.parametrize("name", names())
    def test_is_made_of_lines_only(self, name):
        shapes = BeautifulSoup(shapes_of(name), "html.parser").find_all(True)

        assert shapes
        assert {shape.name for shape in shapes} <= {"path", "circle", "rect", "ellipse"}


class TestStaff:
    def test_says_who_is_signed_in_and_for_which_department(self, city):
        (city / "departments.yaml").write_text(
            "- {code: gongan, name: 明州市公安局, short: 公安局}"
        )
        actor = Actor(id=uuid4(), kind=ActorKind.STAFF, name="刘洋", department="gongan")

        soup = shell("designsystem/staff.html", actor=actor)

        assert soup.html["data-surface"] == "staff"
        assert soup.select_one(".side__who").get_text(" ", strip=True) == "刘洋 公安局"
        assert soup.select_one('.side form[method="post"]')["action"] == "/logout/"
        assert soup.select_one(".side [aria-current]")["href"] == "/desk/"

    def test_names_a_department_nobody_has_listed_by_its_code(self, city):
        assert department_name("weizhi") == "weizhi"


class TestPerson:
    def test_sees_their_name_instead_of_the_login(self):
        actor = Actor(id=uuid4(), kind=ActorKind.CITIZEN, name="<b>周雨桐")

        link = shell("designsystem/page.html", actor=actor).select_one("a.util__login")

        assert (link["href"], link.get_text(strip=True)) == ("/my/", "<b>周雨桐")

    def test_in_elder_mode_gets_the_same_page_with_another_attribute(self):
        request = RequestFactory().get("/")
        standard = render_to_string("designsystem/page.html", {}, request=request)
        request.COOKIES["mode"] = "elder"

        elder = render_to_string("designsystem/page.html", {}, request=request)

        assert elder == standard.replace('data-mode="standard"', 'data-mode="elder"', 1)


class TestRefusal:
    def test_says_what_to_do_and_keeps_values_from_running(self):
        refusal = Invalid({"phone": "<script>请写明手机号。"})

        answer = refusal_page(RequestFactory().get("/x/"), refusal).content.decode()

        assert "请写明手机号。" in answer
        assert "<script>请" not in answer
        assert 'action="/search"' in answer


class TestWords:
    @pytest.mark.parametrize(
        ("path", "here", "said"),
        [
            ("/guides/", "/guides/", ' aria-current="page"'),
            ("/guides/", "/guides/a/", ' aria-current="true"'),
            ("/", "/guides/", ""),
            ("/zhengwu/", "/zhengwuju/", ""),
        ],
    )
    def test_mark_the_part_of_the_site_one_is_in(self, path, here, said):
        assert current(path, here) == said

    @pytest.mark.parametrize(
        ("number", "words"), [(10, "1 KB"), (48211, "47 KB"), (2481231, "2.4 MB")]
    )
    def test_say_how_large_a_file_is(self, number, words):
        assert size(number) == words

    def test_find_the_numbers_to_call(self):
        assert phones("12333，0999-8612333 / 12345") == ["12333", "0999-8612333", "12345"]
        assert dial("0999-8612333（工作日）") == "tel:09998612333"
