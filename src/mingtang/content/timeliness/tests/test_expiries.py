from datetime import date, timedelta

import pytest
import time_machine

from mingtang.content.publishing.commands import withdraw_page
from mingtang.content.tests import factories as make
from mingtang.content.tests.people import editor, final_reviewer
from mingtang.content.timeliness.commands import confirm_page
from mingtang.content.timeliness.queries import pages_to_confirm
from mingtang.content.timeliness.sweeping import sweep_expiries
from mingtang.content.timeliness.tests.factories import ISSUED, noon, policy, told

pytestmark = pytest.mark.django_db

EXPIRES = date(2026, 12, 31)


def public_policy(beside=None, **fields):
    parent = beside.get_parent() if beside else None
    with time_machine.travel(noon(ISSUED), tick=False):
        return make.published(policy(parent=parent, **{"expires_on": EXPIRES, **fields}))


def sweep_on(day):
    with time_machine.travel(noon(day), tick=False):
        return sweep_expiries()


def stages():
    return [one["stage"] for one in told("page-expiry-noticed")]


class TestSweepExpiries:
    def test_tells_near_and_expired_once_each(self):
        public_policy()

        for number in range(0, 60, 2):
            sweep_on(ISSUED + timedelta(days=number))

        assert stages() == ["near", "expired"]
        assert told("page-expiry-noticed")[0]["department"] == "明州市公安局"

    def test_tells_of_one_that_expired_while_nobody_looked(self):
        public_policy()

        sweep_on(EXPIRES + timedelta(days=90))

        assert stages() == ["expired"]

    def test_tells_again_when_the_date_was_changed(self):
        page = public_policy()
        sweep_on(EXPIRES + timedelta(days=1))
        page.expires_on = date(2027, 6, 30)
        page.save_revision(user=make.user_of(editor()))
        make.published(page)

        sweep_on(date(2027, 6, 30))
        sweep_on(date(2027, 7, 1))

        assert stages() == ["expired", "near", "expired"]

    def test_says_nothing_of_drafts_and_of_withdrawn_pages(self):
        draft = policy(expires_on=EXPIRES)
        page = public_policy(draft, slug="chexia")
        withdraw_page(actor=final_reviewer(), page_number=page.pk, reason="要改")

        assert sweep_on(EXPIRES + timedelta(days=1)) == 0


class TestPagesToConfirm:
    def test_lists_what_nobody_looked_at_for_a_year_until_somebody_does(self):
        page = public_policy(expires_on=None)
        later = noon(ISSUED + timedelta(days=366))

        with time_machine.travel(noon(ISSUED + timedelta(days=300)), tick=False):
            assert not pages_to_confirm().exists()
        with time_machine.travel(later, tick=False):
            assert [one.pk for one in pages_to_confirm()] == [page.pk]
            confirm_page(actor=editor(), page_number=page.pk)
            assert not pages_to_confirm().exists()
        with time_machine.travel(later + timedelta(days=366), tick=False):
            assert [one.pk for one in pages_to_confirm()] == [page.pk]

    def test_leaves_out_news_and_what_is_repealed(self):
        news = public_policy(kind="news", expires_on=None)
        public_policy(news, slug="feizhi", validity="已废止", expires_on=None)

        with time_machine.travel(noon(ISSUED + timedelta(days=400)), tick=False):
            assert not pages_to_confirm().exists()
