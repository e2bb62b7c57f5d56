import re
from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from mingtang.content.evaluating.commands.arranging import carry_out_proposal, undo_proposal
from mingtang.content.evaluating.commands.proposals import dismiss_proposal, find_proposals
from mingtang.content.evaluating.errors import (
    ColumnsHaveChanged,
    LaterArrangementFirst,
    OnlyThoseInChargeArrange,
    ProposalAlreadyDecided,
    TitlesMissing,
)
from mingtang.content.evaluating.models import PageDay, Proposal, Redirect, Status, Together
from mingtang.content.evaluating.queries.proposals import effect_of, moved_addresses
from mingtang.content.evaluating.tests import factories as given
from mingtang.content.pages.models import ArticlePage
from mingtang.content.publishing.commands import withdraw_page
from mingtang.content.publishing.errors import PageUnderReview
from mingtang.content.publishing.models import Publication
from mingtang.content.site.disk import published_paths, site_folder
from mingtang.content.site.queries import verify_site
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer, staff
from mingtang.content.upkeep.rebuilding import rebuild_site
from mingtang.content.upkeep.refreshing import refresh_stale
from mingtang.kernel.audit.models import AuditEntry
from mingtang.kernel.identity import Role

pytestmark = pytest.mark.django_db

THEMES = {
    "zufang": ("租房补贴", "租房 租赁 房源 租金"),
    "gongzufang": ("公租房申请", "租房 租赁 配租 租金"),
    "fangyuan": ("房源发布", "租房 租赁 房源 配租"),
    "tingche": ("停车", "停车 车辆 违章 限行"),
    "jiazhao": ("驾驶证", "驾驶证 车辆 违章 限行"),
}
HOUSING = ("zufang", "gongzufang", "fangyuan")


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch, settings):
    monkeypatch.setenv("MINGTANG_HOME", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def parent():
    return given.column(make.home(), "bianmin", "便民", kind="index")


@pytest.fixture
def columns(parent):
    made = {}
    for slug, (title, words) in THEMES.items():
        made[slug] = given.column(parent, slug, title, description=f"{title}：{words}。")
        for number in (1, 2) if slug in {"zufang", "jiazhao"} else (1,):
            given.article(
                made[slug],
                f"wenda-{number}" if number == 1 else f"{slug}-{number}",
                f"{title}第{number}问",
                f"怎样{words}？{words}要带什么，{words}多久办好。",
            )
    return made


@pytest.fixture
def proposal(columns):
    day = timezone.localdate() - timedelta(days=1)
    for slug in THEMES:
        group = HOUSING if slug in HOUSING else tuple(set(THEMES) - set(HOUSING))
        later = {f"/bianmin/{other}/": 200 for other in group if other > slug}
        given.visits(f"/bianmin/{slug}/", sittings=400, day=day, with_=later)
    (found,) = find_proposals()
    return found


def carry_out(proposal, **more):
    done = carry_out_proposal(actor=final_reviewer(), number=proposal.pk, **more)
    refresh_stale()
    return done


def tree():
    return {(p.pk, p.path, p.digest, p.title, p.column_number) for p in Publication.objects.all()}


def dead_links():
    """Crawl the folder: every internal link leads to a file, or to a redirect that leads to one."""
    files = {f"/{path}" for path in published_paths()}
    moved = moved_addresses()

    def answers(address):
        address = moved.get(address, address)
        return address in files or f"{address}index.html" in files

    dead = set()
    for file in site_folder().rglob("*"):
        if file.suffix in {".html", ".xml"}:
            for link in re.findall(
                r'(?:href="|<link>https?://[^/<]+)(/[^"#?<]*)', file.read_text()
            ):
                if link.startswith("/bianmin/") and not answers(link):
                    dead.add((str(file), link))
    return dead


class TestCarryOut:
    def test_leaves_the_new_columns_with_all_pages_and_an_answer_at_every_old_address(
        self, proposal, columns
    ):
        related = ArticlePage.objects.get(slug="zufang-2")
        pointing = given.article(make.column("tongzhi"), "kan", "请看", "看相关页面")
        pointing.related = [related]
        pointing.save()
        make.publish_as_history(ArticlePage.objects.get(pk=pointing.pk))
        rebuild_site()
        before = {path for path in published_paths() if path.startswith("bianmin/")}

        carry_out(proposal)

        paths = set(Publication.objects.values_list("title", "path"))
        assert {
            ("住房租赁", "/bianmin/zhufangzulin/"),
            ("出行交通", "/bianmin/chuxingjiaotong/"),
        } <= paths
        assert not set(THEMES) & {path.split("/")[2] for _, path in paths if path.count("/") > 2}
        moved = moved_addresses()
        for path in before - published_paths():
            old = f"/{path}".removesuffix("index.html")
            assert (site_folder() / moved[old].lstrip("/") / "index.html").is_file() or (
                site_folder() / moved[old].lstrip("/")
            ).is_file()
        assert (
            "/bianmin/zhufangzulin/zufang-2/"
            in (site_folder() / "tongzhi/kan/index.html").read_text()
        )
        assert dead_links() == set()
        assert verify_site().problems == ()
        assert not moved.keys() & set(moved.values())
        assert AuditEntry.objects.filter(action="content.columns-arranged").exists()

    def test_pages_of_one_name_in_two_columns_both_stay(self, proposal):
        carry_out(proposal)

        slugs = ArticlePage.objects.filter(slug__startswith="wenda-1").values_list(
            "slug", flat=True
        )
        assert set(slugs) == {"wenda-1", "wenda-1-2", "wenda-1-3"}
        assert Publication.objects.filter(title__endswith="第1问").count() == len(THEMES)

    def test_takes_the_names_somebody_gave(self, proposal):
        titles = [
            "安居租房" if g["title"] == "住房租赁" else g["title"] for g in proposal.plan["groups"]
        ]

        carry_out(proposal, titles=titles)

        assert Publication.objects.filter(path="/bianmin/anjuzufang/", title="安居租房").exists()

    @pytest.mark.parametrize("titles", [["", "甲"], ["甲", "甲"], ["甲"], ["甲", "乙" * 21]])
    def test_refuses_names_that_are_none(self, proposal, titles):
        with pytest.raises(TitlesMissing):
            carry_out(proposal, titles=titles)

    def test_is_refused_to_editors_and_allowed_to_operators(self, proposal):
        with pytest.raises(OnlyThoseInChargeArrange):
            carry_out_proposal(actor=editor(), number=proposal.pk)

        carry_out_proposal(actor=staff("程远", Role.OPERATOR.value), number=proposal.pk)

        assert Proposal.objects.get().status == Status.CARRIED_OUT

    def test_is_done_once(self, proposal):
        carry_out(proposal)

        with pytest.raises(ProposalAlreadyDecided):
            carry_out(proposal)

    def test_changes_nothing_when_a_page_is_in_review(self, proposal, columns):
        page = ArticlePage.objects.get(slug="jiazhao-2")
        page.title = "改过"
        page.save_revision(user=make.user_of(editor()))
        make.send(page)
        before = tree()

        with pytest.raises(PageUnderReview):
            carry_out(proposal)

        assert tree() == before
        assert not Redirect.objects.exists()

    def test_refuses_when_the_columns_have_changed_since(self, proposal, columns):
        given.column(columns["zufang"], "neu", "新的下级栏目")

        with pytest.raises(ColumnsHaveChanged):
            carry_out(proposal)

    def test_takes_drafts_along(self, proposal, columns):
        draft = make.draft(columns["zufang"], slug="caogao", title="还没写完")

        carry_out(proposal)

        assert Page.objects.get(pk=draft.pk).get_parent().title == "住房租赁"


class TestUndo:
    def test_restores_everything_and_leaves_no_redirect(self, proposal, columns):
        draft = make.draft(columns["zufang"], slug="caogao", title="还没写完")
        rebuild_site()
        before, files = tree(), {p: (site_folder() / p).read_bytes() for p in published_paths()}
        carry_out(proposal)

        undo_proposal(actor=final_reviewer(), number=proposal.pk)
        refresh_stale()

        assert tree() == before
        assert not Redirect.objects.exists()
        after = {p: (site_folder() / p).read_bytes() for p in published_paths()}
        assert after.keys() == files.keys()
        assert after == files
        assert dead_links() == set()
        assert verify_site().problems == ()
        assert Page.objects.get(pk=draft.pk).get_parent().pk == columns["zufang"].pk
        assert not Page.objects.filter(slug="zhufangzulin").exists()

    def test_keeps_what_was_published_since_in_one_of_the_old_columns(self, proposal):
        carry_out(proposal)
        housing = Page.objects.get(slug="zhufangzulin").specific
        newer = given.article(housing, "xinde", "新的租房问答", "租房 租赁")

        undo_proposal(actor=final_reviewer(), number=proposal.pk)

        assert Publication.objects.get(pk=newer.pk).path == "/bianmin/zufang/xinde/"

    def test_does_not_bring_back_what_was_withdrawn_since(self, proposal):
        carry_out(proposal)
        gone = ArticlePage.objects.get(slug="zufang-2")
        withdraw_page(actor=final_reviewer(), page_number=gone.pk, reason="不再有效")

        undo_proposal(actor=final_reviewer(), number=proposal.pk)

        assert not Publication.objects.filter(pk=gone.pk).exists()

    def test_is_not_brought_up_again_but_can_be_carried_out_again(self, proposal):
        carry_out(proposal)
        after = {(path, title) for _, path, _, title, _ in tree()}
        undo_proposal(actor=final_reviewer(), number=proposal.pk)
        assert find_proposals() == []

        carry_out(proposal)

        assert {(path, title) for _, path, _, title, _ in tree()} == after


class TestRedirects:
    def second(self, proposal, parent):
        """Merge what was merged once more, by hand: an arrangement that stands on the first."""
        opened = proposal.journal["opened"]
        groups = [
            {"title": "居住出行", "slug": "juzhu", "into": None, "columns": opened, "articles": []}
        ]
        return Proposal.objects.create(
            kind="merge",
            parent_number=parent.pk,
            title="再合并",
            plan={"groups": groups},
            fingerprint="x",
        )

    def test_lead_straight_on_after_two_arrangements(self, proposal, parent):
        first = carry_out(proposal)
        carry_out(self.second(first, parent))

        moved = moved_addresses()

        assert not moved.keys() & set(moved.values())
        assert moved["/bianmin/zufang/"] == moved["/bianmin/zhufangzulin/"] == "/bianmin/juzhu/"
        assert moved["/bianmin/zufang/feed.xml"] == "/bianmin/juzhu/feed.xml"
        assert moved["/bianmin/zufang/zufang-2/"] == "/bianmin/juzhu/zufang-2/"

    def test_are_taken_back_the_last_first(self, proposal, parent):
        before = tree()
        first = carry_out(proposal)
        second = carry_out(self.second(first, parent))
        with pytest.raises(LaterArrangementFirst):
            undo_proposal(actor=final_reviewer(), number=first.pk)

        undo_proposal(actor=final_reviewer(), number=second.pk)
        assert moved_addresses()["/bianmin/zufang/"] == "/bianmin/zhufangzulin/"
        undo_proposal(actor=final_reviewer(), number=first.pk)

        assert tree() == before
        assert moved_addresses() == {}

    def test_lead_nowhere_once_the_page_is_withdrawn(self, proposal):
        carry_out(proposal)
        gone = ArticlePage.objects.get(slug="zufang-2")
        withdraw_page(actor=final_reviewer(), page_number=gone.pk, reason="不再有效")

        assert "/bianmin/zufang/zufang-2/" not in moved_addresses()


class TestProposals:
    def test_are_the_same_on_every_look(self, proposal):
        assert [p.pk for p in find_proposals()] == [proposal.pk]

    def test_that_were_dismissed_are_not_brought_up_again(self, proposal):
        dismiss_proposal(actor=final_reviewer(), number=proposal.pk)

        assert find_proposals() == []

    def test_that_are_no_longer_true_go_out_of_date(self, proposal):
        PageDay.objects.all().delete()
        proposal.refresh_from_db()
        Together.objects.all().delete()

        assert find_proposals() == []
        proposal.refresh_from_db()
        assert proposal.status == Status.OUTDATED


def test_the_effect_is_time_to_find_before_and_after(proposal):
    today = timezone.localdate()

    def finds(path: str, day: date, seconds: int) -> None:
        row, _ = PageDay.objects.get_or_create(day=day, path=path, defaults={"dwell": []})
        row.finds, row.find_seconds = 10, 10 * seconds
        row.save()

    finds("/bianmin/zufang/zufang-2/", today - timedelta(days=15), 120)
    finds("/bianmin/zufang/zufang-2/", today - timedelta(days=90), 999)
    done = carry_out(proposal)
    done.decided_at = timezone.now() - timedelta(days=10)
    done.save()
    finds("/bianmin/zhufangzulin/zufang-2/", today - timedelta(days=5), 60)

    effect = effect_of(done)

    assert effect is not None
    assert (effect.seconds_before, effect.seconds_after, effect.saved) == (120, 60, 60)
    assert effect.days_after == 10
