from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from mingtang.accounts.inbox.commands import deliver_message
from mingtang.accounts.inbox.handlers import (
    ask_for_correction,
    confirm_correction,
    confirm_receipt_of_application,
    confirm_withdrawal,
    remind_reviewers,
    tell_of_acceptance,
    tell_of_decision,
)
from mingtang.accounts.inbox.models import Message
from mingtang.accounts.inbox.queries import count_unread, newest_of
from mingtang.accounts.tests import news
from mingtang.accounts.tests.factories import (
    SCRIPT,
    AccountFactory,
    PersonFactory,
    as_actor,
    citizen,
)
from mingtang.content.contract.events import ReviewReminded

pytestmark = pytest.mark.django_db


def deliver(person, *, subject="已受理：居住证", text="", **more):
    return deliver_message(
        recipient_id=person.pk,
        cause=uuid4(),
        subject=subject,
        text=text,
        received_at=datetime(2026, 11, 24, tzinfo=UTC),
        **more,
    )


def reminded(**facts):
    return ReviewReminded(
        actor_id=uuid4(),
        title="租房补贴办法",
        level="法务复审",
        due_at=datetime(2026, 11, 24, 16, tzinfo=UTC),
        path="/cms/reviewing/7/",
        role="reviewer.legal",
        **facts,
    )


class TestHandlers:
    @pytest.mark.parametrize(
        ("handler", "event", "words"),
        [
            (confirm_receipt_of_application, news.submitted(), "11 月 27 日前办好"),
            (tell_of_acceptance, news.accepted(), "已受理"),
            (ask_for_correction, news.correction_requested(), "租赁合同第二页看不清"),
            (confirm_correction, news.corrected(), "已收到您补的材料"),
            (tell_of_decision, news.decided(), "办好了"),
            (tell_of_decision, news.decided(outcome="refused", reason="不满半年"), "不满半年"),
            (confirm_withdrawal, news.withdrawn(), "已撤回"),
        ],
    )
    def test_each_piece_of_news_is_one_message_however_often_told(self, handler, event, words):
        handler(event)
        handler(event)

        message = Message.objects.get()
        assert words in f"{message.subject} {message.text}"
        assert message.recipient_id == event.applicant_id
        assert message.address.startswith("/services/cases/MZ1/")

    def test_a_review_that_waits_is_told_to_everybody_named(self):
        people = (uuid4(), uuid4())
        event = reminded(reviewer_ids=people, stage="late")

        remind_reviewers(event)
        remind_reviewers(event)

        assert {one.recipient_id for one in Message.objects.all()} == set(people)
        message = Message.objects.first()
        assert message.subject == "审核超期了：租房补贴办法"
        assert "本该在 11 月 24 日前办完" in message.text
        assert message.address == "/cms/reviewing/7/"

    def test_a_review_whose_reviewers_nobody_knows_goes_to_all_who_hold_the_role(self):
        holder = AccountFactory(is_staff=True, roles=["reviewer.legal"])
        AccountFactory(is_staff=True, roles=["editor"])

        remind_reviewers(reminded(reviewer_ids=(), stage="sent"))

        assert Message.objects.get().recipient_id == holder.id

    def test_an_item_without_a_promised_day_promises_none(self):
        confirm_receipt_of_application(news.submitted(due_on=None))

        assert "前办好" not in Message.objects.get().text

    def test_january_has_no_zero(self):
        ask_for_correction(news.correction_requested(due_on=date(2027, 1, 5)))

        assert "1 月 5 日" in Message.objects.get().text


class TestNewest:
    def test_counts_the_unread_of_all_with_one_question(self, django_assert_num_queries):
        person = PersonFactory()
        for _ in range(7):
            deliver(person)

        with django_assert_num_queries(1):
            newest = newest_of(citizen(person), limit=5)

        assert (len(newest.messages), newest.unread) == (5, 7)

    def test_of_an_empty_inbox(self):
        assert newest_of(citizen(), limit=5).unread == 0


class TestPages:
    def test_the_list_shows_what_is_unread(self, client):
        person = PersonFactory()
        deliver(person)

        page = client.get("/my/messages/", **as_actor(citizen(person))).content.decode()

        assert "已受理：居住证" in page
        assert "1 条未读" in page

    def test_opening_a_message_reads_it_and_leads_to_the_case(self, client):
        person = PersonFactory()
        message = deliver(person, address="/services/cases/MZ1/", deed="现在就补")

        page = client.get(f"/my/messages/{message.pk}/", **as_actor(citizen(person)))

        assert 'href="/services/cases/MZ1/">现在就补' in page.content.decode()
        assert count_unread(citizen(person)) == 0

    def test_a_strangers_message_does_not_exist_and_stays_unread(self, client):
        owner = PersonFactory()
        message = deliver(owner)

        answer = client.get(f"/my/messages/{message.pk}/", **as_actor(citizen(PersonFactory())))

        assert answer.status_code == 404
        assert "没有找到这条消息" in answer.content.decode()
        assert count_unread(citizen(owner)) == 1

    def test_a_number_no_message_can_have_is_not_found(self, client):
        answer = client.get(f"/my/messages/{10**30}/", **as_actor(citizen()))

        assert answer.status_code == 404

    def test_all_can_be_marked_read_but_only_ones_own(self, client):
        mine, theirs = PersonFactory(), PersonFactory()
        deliver(mine)
        deliver(theirs)

        for _ in range(2):
            client.post("/my/messages/read/", **as_actor(citizen(mine)))

        assert count_unread(citizen(mine)) == 0
        assert count_unread(citizen(theirs)) == 1

    def test_many_are_turned_like_pages(self, client):
        person = PersonFactory()
        for number in range(25):
            deliver(person, subject=f"消息{number:02d}")
        headers = as_actor(citizen(person))

        second = client.get("/my/messages/?page=2", **headers).content.decode()
        beyond = client.get("/my/messages/?page=nonsense", **headers)

        assert "第 2 页，共 2 页" in second
        assert beyond.status_code == 200

    def test_an_empty_inbox_says_what_will_come(self, client):
        page = client.get("/my/messages/", **as_actor(citizen())).content.decode()

        assert "还没有消息" in page

    def test_script_in_a_message_is_only_letters(self, client):
        person = PersonFactory()
        message = deliver(person, subject=SCRIPT, text=SCRIPT)
        headers = as_actor(citizen(person))

        pages = [
            client.get(path, **headers).content.decode()
            for path in ("/my/", "/my/messages/", f"/my/messages/{message.pk}/")
        ]

        assert [page for page in pages if SCRIPT in page] == []

    def test_want_a_login(self, client):
        assert client.get("/my/messages/1/").headers["Location"].startswith("/login/?next=")
