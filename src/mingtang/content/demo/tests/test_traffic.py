"""The demo city's over-split columns, from its visits to the three they become."""

import pytest

from mingtang.content.demo.commands import first_day_of, load_city
from mingtang.content.demo.tests.city import MINGZHOU
from mingtang.content.demo.traffic import load_traffic
from mingtang.content.evaluating.commands.arranging import carry_out_proposal, undo_proposal
from mingtang.content.evaluating.commands.proposals import find_proposals
from mingtang.content.evaluating.models import Feedback, PageDay
from mingtang.content.evaluating.queries.measuring import days_measured
from mingtang.content.evaluating.queries.proposals import moved_addresses
from mingtang.content.pages.models import HomePage
from mingtang.content.publishing.models import Publication
from mingtang.content.tests.people import final_reviewer

pytestmark = [
    pytest.mark.django_db,
    # The whole city is loaded twice, on a machine that may be busy.
    pytest.mark.timeout(600),
    pytest.mark.skipif(not MINGZHOU.is_dir(), reason="this copy has no demo city"),
]
SOCIAL = "/zhengwu/shebao/"
#: What the mission asks of the columns of social insurance (S9).
SECONDS_TO_SAVE = 45


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path / "home"))
    settings.MEDIA_ROOT = tmp_path / "uploads"


def load():
    published = load_city(MINGZHOU, tell=lambda _: None)
    return published, load_traffic(MINGZHOU, first_day=first_day_of(HomePage.objects.get()))


def below_social():
    rows = Publication.objects.filter(path__startswith=SOCIAL).exclude(path=SOCIAL)
    return {row.title: row.path for row in rows if row.kind == "column"}, {
        row.title: row.path for row in rows if row.kind != "column"
    }


def test_nine_columns_of_social_insurance_become_three_and_save_the_time_the_mission_asks(capsys):
    published, sittings = load()
    columns, articles = below_social()
    assert published > 100
    assert sittings > 10_000
    assert days_measured(at_most=130) >= 90
    assert Feedback.objects.exists()
    assert len(columns) == 9

    (proposal,) = find_proposals()

    evidence = proposal.evidence
    saved = evidence["seconds_before"] - evidence["seconds_after"]
    with capsys.disabled():
        print(
            f"\n社会保险栏目平均找到用时：{evidence['seconds_before']} 秒 → "
            f"{evidence['seconds_after']} 秒，省 {saved:.1f} 秒，把握 {evidence['confidence']}"
        )
    assert [group["title"] for group in proposal.plan["groups"]] == [
        "参保缴费",
        "待遇申领",
        "转移接续",
    ]
    assert saved >= SECONDS_TO_SAVE

    carry_out_proposal(actor=final_reviewer(), number=proposal.pk)

    after_columns, after = below_social()
    assert set(after_columns) == {"参保缴费", "待遇申领", "转移接续"}
    assert after.keys() == articles.keys()
    moved = moved_addresses()
    assert {moved[path] for path in articles.values()} == set(after.values())
    assert {moved[path] for path in columns.values()} == set(after_columns.values())
    rows = PageDay.objects.count()

    assert load() == (0, 0)

    assert below_social() == (after_columns, after)
    assert PageDay.objects.count() == rows
    undo_proposal(actor=final_reviewer(), number=proposal.pk)
    assert below_social() == (columns, articles)
