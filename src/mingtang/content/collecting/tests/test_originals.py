from datetime import timedelta

import pytest

from mingtang.content.collecting.commands import note_seen
from mingtang.content.collecting.models import Item, Original
from mingtang.content.collecting.queries import originals_to_look_at
from mingtang.content.collecting.sides import side_by_side
from mingtang.content.collecting.tests.factories import one_page, run, source
from mingtang.content.collecting.tests.test_running import announced
from mingtang.content.contract.events import OriginalChanged
from mingtang.content.fetching.tests import server
from mingtang.content.tests.people import editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(site, intake):
    return run(source(f"{site.base}/list.html"))


def later(found, **by):
    """Let time pass for what was looked at."""
    for item in Item.objects.all():
        item.checked_at -= timedelta(**(by or {"days": 2}))
        item.save()
    return run(found)


def state(number=0):
    return Item.objects.get(address__endswith=f"/art/{number}.html")


class TestAnOriginal:
    def test_that_stays_as_it_was_is_no_news(self, site, taken):
        site.asked.clear()

        later(taken)

        assert site.paths().count("/art/0.html") == 1
        assert state().original == Original.SAME
        assert announced(OriginalChanged) == []

    def test_is_looked_at_once_a_day(self, site, taken):
        site.asked.clear()

        later(taken, hours=3)

        assert "/art/0.html" not in site.paths()

    def test_whose_counter_moves_is_no_news(self, site, taken):
        for count in (12, 13):
            page = site.files["/art/0.html"][0].decode().split("<i>")[0].replace("</div>", "")
            site.files["/art/0.html"] = (
                f"{page}<i>浏览次数：{count}</i></div>".encode(),
                "text/html",
            )
            later(taken)

        assert announced(OriginalChanged) == []

    def test_that_is_changed_is_announced_once_and_shown_beside_the_old_text(self, site, taken):
        page = (
            site.files["/art/0.html"][0]
            .decode()
            .replace("第0批试点的具体安排", "第0批试点的调整安排")
        )
        site.files["/art/0.html"] = (page.encode(), "text/html")

        later(taken)
        later(taken)

        told = announced(OriginalChanged)
        assert [(t["what"], t["title"]) for t in told] == [
            ("changed", "关于开展第0批试点工作的通知")
        ]
        item = originals_to_look_at(editor()).get()
        marked = [pair for pair in side_by_side(item.text, item.new_text) if pair.is_changed]
        assert [(p.before, p.now) for p in marked] == [
            (
                "这是第0批试点的<del>具体</del>安排，请认真执行。",
                "这是第0批试点的<ins>调整</ins>安排，请认真执行。",
            )
        ]

    def test_that_was_looked_at_is_news_only_when_it_changes_again(self, site, taken):
        page = site.files["/art/0.html"][0].decode()
        site.files["/art/0.html"] = (page.replace("具体", "调整").encode(), "text/html")
        later(taken)

        note_seen(actor=editor(), item_id=state().pk)
        later(taken)
        assert not originals_to_look_at(editor()).exists()

        site.files["/art/0.html"] = (page.replace("具体", "最终").encode(), "text/html")
        later(taken)
        assert len(announced(OriginalChanged)) == 2

    def test_that_is_gone_is_believed_at_the_second_visit(self, site, taken):
        site.behaviours["/art/0.html"] = server.says(404)

        later(taken)
        assert (state().original, announced(OriginalChanged)) == (Original.MISSING, [])
        later(taken, hours=2)

        assert state().original == Original.WITHDRAWN
        assert [t["what"] for t in announced(OriginalChanged)] == ["withdrawn"]
        assert state() in originals_to_look_at(editor())
        note_seen(actor=editor(), item_id=state().pk)
        assert not originals_to_look_at(editor()).exists()

    def test_that_comes_back_is_there_again(self, site, taken):
        site.behaviours["/art/0.html"] = server.says(410)
        later(taken)
        del site.behaviours["/art/0.html"]

        later(taken)

        assert state().original == Original.SAME

    def test_on_a_site_that_is_down_for_an_hour_is_not_gone(self, site, taken):
        site.behaviours["/art/0.html"] = server.says(503)

        later(taken)
        later(taken)

        assert state().original == Original.SAME
        assert taken.trouble == ""

    def test_that_is_a_file_is_compared_as_a_file(self, site, intake):
        site.files["/art/2.html"] = (b"%PDF-1.4 first", "application/pdf")
        found = run(source(f"{site.base}/list.html"))
        site.files["/art/2.html"] = (b"%PDF-1.4 second", "application/pdf")

        later(found)

        assert state(2).original == Original.CHANGED


def test_what_originals_say_is_shown_as_text():
    pairs = side_by_side("<script>alert(1)</script>\n一样", "<img src=x onerror=y>\n一样")

    shown = "".join(pair.before + pair.now for pair in pairs)
    assert "<script" not in shown
    assert "<img" not in shown


def test_the_page_of_a_fixture_has_one_article():
    assert one_page("").count(b"<h1>") == 1
