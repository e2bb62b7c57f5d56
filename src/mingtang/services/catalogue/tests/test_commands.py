"""Publishing guides: what goes in, what is told to others, and what is refused."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from mingtang.kernel.identity import THE_PLATFORM
from mingtang.kernel.outbox.models import OutgoingMessage
from mingtang.services.catalogue.commands import (
    bring_guides_into_force,
    keep_department,
    keep_hall,
    publish_guide,
    withdraw_guide,
)
from mingtang.services.catalogue.errors import GuideNotSound, ItemNotFound, NotAKeeperOfGuides
from mingtang.services.catalogue.models import Department, Guide, Hall, Item
from mingtang.services.tests.factories import (
    DepartmentFactory,
    HallFactory,
    guide_content,
    published,
)
from mingtang.services.tests.people import CHEN, editor, keeper, officer

pytestmark = pytest.mark.django_db


class TestPublishGuide:
    def test_puts_the_item_on_offer_and_tells_others_all_they_need(self, topics, trail):
        HallFactory()

        guide = published(halls=["zhengwu-zhongxin", "nowhere"])

        item = Item.objects.get()
        told = OutgoingMessage.objects.get().payload["data"]["guide"]
        assert (item.guide, item.title) == (guide, "居住证申领、签注")
        assert topics() == ["guide-published"]
        assert trail() == ["guide_published"]
        assert told["department_name"] == "明州市公安局"
        assert told["apply_path"] == "/services/apply/juzhuzheng/"
        assert [hall["address"] for hall in told["halls"]] == ["滨江大道 1 号"]

    def test_changes_nothing_when_the_text_is_in_force_already(self, topics):
        first, second = published(), published()

        assert first == second
        assert topics() == ["guide-published"]

    def test_makes_a_new_version_of_a_changed_text_and_keeps_the_old(self):
        first = published()

        second = published(title="居住证签注")

        assert [first.version, second.version] == [1, 2]
        assert Item.objects.get().guide == second
        assert Guide.objects.get(version=1).content["title"] == "居住证申领、签注"

    def test_waits_with_a_version_whose_day_has_not_come(self, topics):
        now = published()
        tomorrow = timezone.localdate() + timedelta(days=1)

        publish_guide(actor=keeper(), content=guide_content(title="明天的"), valid_from=tomorrow)

        assert Item.objects.get().guide == now
        assert topics() == ["guide-published"]

    @pytest.mark.parametrize("actor", [CHEN, officer(), editor()])
    def test_is_not_for_everybody(self, actor):
        DepartmentFactory()

        with pytest.raises(NotAKeeperOfGuides):
            publish_guide(actor=actor, content=guide_content())

    @pytest.mark.parametrize(
        ("change", "key", "sentence"),
        [
            ({"title": " "}, "title", "名称"),
            ({"title": "长" * 61}, "title", "60 个字"),
            ({"code": "Ju Zhu"}, "code", "小写字母"),
            ({"department": "nobody"}, "department", "部门"),
            ({"promised_limit": {"days": "三", "unit": "working"}}, "promised_limit", "读不懂"),
            ({"promised_limit": {"unit": "working"}}, "promised_limit", "多少天"),
            ({"promised_limit": {"days": 3, "unit": "moons"}}, "promised_limit", "读不懂"),
            ({"materials": [{"name": "其他材料", "source": "applicant"}]}, "materials", "其他"),
            ({"materials": [{"name": "照片"}]}, "materials", "由谁提供"),
            ({"form": {"groups": [{"title": "空的"}]}}, "form", "至少一个字段"),
            ({"form": "text"}, "form", "读不懂"),
        ],
    )
    def test_refuses_what_people_could_not_use(self, change, key, sentence):
        DepartmentFactory()

        with pytest.raises(GuideNotSound) as refusal:
            publish_guide(actor=THE_PLATFORM, content=guide_content(**change))

        assert sentence in refusal.value.fields[key]
        assert not Item.objects.exists()

    def test_takes_a_poor_guide_which_inspection_will_find(self):
        DepartmentFactory()
        poor = {"code": "que-yaosu", "title": "缺要素的指南", "department": "gongan"}

        assert publish_guide(actor=THE_PLATFORM, content=poor).in_force_at


class TestBringGuidesIntoForce:
    def test_replaces_the_version_before_on_its_first_day(self, topics):
        published()
        with time_machine.travel("2026-11-24T02:00:00Z", tick=False):
            later = publish_guide(
                actor=keeper(),
                content=guide_content(title="新的"),
                valid_from=date(2026, 12, 1),
            )

        with time_machine.travel("2026-11-30T16:01:00Z", tick=False):
            assert bring_guides_into_force(actor=THE_PLATFORM) == 1
            assert bring_guides_into_force(actor=THE_PLATFORM) == 0

        assert Item.objects.get().guide == later
        assert Item.objects.get().title == "新的"
        assert topics() == ["guide-published", "guide-published"]


class TestWithdrawGuide:
    def test_takes_the_item_off_offer(self, topics, trail):
        published()

        withdraw_guide(actor=keeper(), item_code="juzhuzheng", reason="事项取消")
        withdraw_guide(actor=keeper(), item_code="juzhuzheng", reason="再点一次")

        assert Item.objects.get().guide is None
        assert topics() == ["guide-published", "guide-withdrawn"]
        assert trail() == ["guide_published", "guide_withdrawn"]

    def test_lets_the_same_text_be_published_again(self):
        published()
        withdraw_guide(actor=keeper(), item_code="juzhuzheng", reason="搞错了")

        assert published().version == 2
        assert Item.objects.get().guide is not None

    def test_keeps_a_version_that_was_to_come_from_coming(self):
        published()
        publish_guide(
            actor=keeper(), content=guide_content(title="新的"), valid_from=date(2099, 1, 1)
        )
        withdraw_guide(actor=keeper(), item_code="juzhuzheng", reason="事项取消")

        with time_machine.travel("2099-01-02T00:00:00Z", tick=False):
            assert bring_guides_into_force(actor=THE_PLATFORM) == 0

    def test_does_not_know_other_items(self):
        with pytest.raises(ItemNotFound):
            withdraw_guide(actor=keeper(), item_code="nothing", reason="")


class TestKeepDepartmentsAndHalls:
    def test_twice_is_once(self):
        told = {"code": "renshe", "name": "明州市人社局", "phone": "12333", "kind": "department"}
        for _ in range(2):
            keep_department(actor=THE_PLATFORM, told=told)
            keep_hall(actor=THE_PLATFORM, told={"code": "donghu", "name": "东湖", "phone": "1"})

        assert Department.objects.get().phone == "12333"
        assert Hall.objects.get().details["phone"] == "1"

    def test_is_not_for_citizens(self):
        with pytest.raises(NotAKeeperOfGuides):
            keep_department(actor=CHEN, told={"code": "mine", "name": "我的"})
