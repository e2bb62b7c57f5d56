import pytest
from django.core.management import call_command

from mingtang.assistant.search import keeping
from mingtang.assistant.search.handlers import make_page_findable, take_page_out
from mingtang.assistant.search.keeping import QUIET_SECONDS, KeptIndex
from mingtang.assistant.search.tests import factories as make


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def found(kept: KeptIndex, typed: str) -> list[str]:
    index = kept.current()
    hits = index.candidates(index.understand(typed), limit=20)
    return sorted(hit.entry.title for hit in hits)


@pytest.mark.django_db
class TestWithTheDatabase:
    def test_two_readers_both_see_each_change_at_their_next_question(self):
        one, other = KeptIndex(), KeptIndex()
        make_page_findable(make.page_published("/a.html", title="居住证办法"))
        assert found(one, "居住证") == ["居住证办法"]

        make_page_findable(make.page_published("/b.html", title="居住证细则"))

        assert found(one, "居住证") == ["居住证办法", "居住证细则"]
        assert found(other, "居住证") == ["居住证办法", "居住证细则"]

    def test_a_page_withdrawn_is_gone_at_the_next_question(self):
        kept = KeptIndex()
        make_page_findable(make.page_published(title="居住证办法"))
        assert found(kept, "居住证")

        take_page_out(make.page_withdrawn())

        assert found(kept, "居住证") == []

    def test_a_question_without_news_reads_one_row(self, django_assert_num_queries):
        kept = KeptIndex()
        make_page_findable(make.page_published())
        kept.current()

        with django_assert_num_queries(1):
            kept.current()

    def test_an_ordered_rebuild_makes_a_new_index(self, capsys):
        kept = KeptIndex()
        make_page_findable(make.page_published(title="居住证办法"))
        before = kept.current()

        call_command("rebuild_search")

        assert kept.current() is not before
        assert found(kept, "居住证") == ["居住证办法"]
        assert "1 documents" in capsys.readouterr().out

    def test_before_anything_was_published_the_index_is_complete_and_empty(self):
        kept = KeptIndex()

        assert found(kept, "居住证") == []
        assert kept.is_complete


class TestWhenTheDatabaseIsDown:
    def test_answers_from_memory(self):
        source = make.SourceInMemory([make.entry(title="居住证办法")])
        kept = KeptIndex(source)
        kept.current()

        source.is_down = True

        assert found(kept, "居住证") == ["居住证办法"]

    def test_asks_again_after_a_pause(self):
        source, clock = make.SourceInMemory([make.entry(title="居住证办法")]), Clock()
        kept = KeptIndex(source, clock=clock)
        kept.current()
        source.is_down = True
        kept.current()

        source.is_down = False
        source.add(title="居住证细则")
        in_the_pause = found(kept, "居住证")
        clock.now += QUIET_SECONDS

        assert in_the_pause == ["居住证办法"]
        assert found(kept, "居住证") == ["居住证办法", "居住证细则"]


class TestManyDocuments:
    @pytest.fixture(autouse=True)
    def _small_batches(self, monkeypatch):
        monkeypatch.setattr(keeping, "BATCH", 2)

    def test_are_read_batch_by_batch_in_the_background(self):
        source = make.SourceInMemory()
        for number in range(7):
            source.add(title=f"居住证办法之{number}")
        kept = KeptIndex(source)

        kept.build_in_background().join()

        assert kept.is_complete
        assert len(found(kept, "居住证")) == 7

    def test_a_reset_of_the_database_starts_anew(self):
        source = make.SourceInMemory()
        for _ in range(3):
            source.add(title="居住证办法")
        kept = KeptIndex(source)
        kept.build_in_background().join()

        source.entries.clear()
        source.add(title="供暖条例")

        assert found(kept, "居住证办法") == []
        assert found(kept, "供暖条例") == ["供暖条例"]
