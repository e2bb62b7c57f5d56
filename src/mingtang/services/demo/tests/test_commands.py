"""The demo city: loaded once however often, with desks that have something to do."""

from collections import Counter
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from mingtang.kernel.calendar.days import is_working_day
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.services.cases.models import Case, CaseStatus
from mingtang.services.cases.queries import CardDays, count_queue
from mingtang.services.catalogue.models import Department, Guide, Hall, Item
from mingtang.services.demo import commands
from mingtang.services.demo.commands import load_demo_city
from mingtang.services.demo.errors import DemoRefused
from mingtang.services.demo.paper import sheet
from mingtang.services.demo.reading import City
from mingtang.services.demo.stories import FULL_DESK, SMALL_DESK
from mingtang.services.ratings.models import Rating
from mingtang.services.tests.factories import guide_content
from mingtang.services.tests.people import officer
from mingtang.services.uploads.inspection import kind_of

pytestmark = pytest.mark.django_db
PERSON = {
    "id": "b40ebd8b-79cb-59d3-93b0-07ae33907c43",
    "name": "王桂兰",
    "identity_number": "339900199504121012",
    "phone": "19900000003",
    "address": "明州市东湖区学院路86号",
}
COMPANY = {"name": "明州锦程餐饮管理有限公司", "legal_representative": "339900199504121012"}


def guide_for_companies() -> dict:
    field = {
        "name": "company",
        "label": "企业名称",
        "kind": "text",
        "required": True,
        "prefill": "organisation.name",
    }
    return guide_content(
        code="qiye",
        department="shichang",
        audience=["企业"],
        form={"groups": [{"title": "企业", "fields": [field]}]},
        promised_limit={"unit": "immediate"},
    )


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    rows = {
        "departments": [
            {"code": "gongan", "name": "明州市公安局", "short": "公安局"},
            {"code": "shichang", "name": "明州市市场监管局", "short": "市场监管局"},
        ],
        "halls": [{"code": "zhengwu-zhongxin", "name": "市政务服务中心"}],
        "people": [PERSON],
        "organisations": [COMPANY],
        "staff": [
            {
                "id": str(officer(department).id),
                "name": "徐磊",
                "department": department,
                "roles": ["officer"],
            }
            for department in ("gongan", "shichang", "gongan")
        ],
    }
    for name, content in rows.items():
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True))
    faulty = {"code": "que-yaosu", "title": "缺要素的指南", "department": "gongan"}
    guides = {
        "items/001-juzhuzheng.yaml": {**guide_content(), "checked_on": timezone.localdate()},
        "items/002-qiye.yaml": guide_for_companies(),
        "faults/items/901.yaml": faulty,
    }
    for name, content in guides.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(yaml.safe_dump(content, allow_unicode=True))
    monkeypatch.setenv("MINGTANG_DEMO", str(tmp_path))
    return tmp_path


class TestLoadDemoCity:
    def test_brings_in_the_catalogue_and_the_faulty_guides_with_it(self, folder, capsys):
        call_command("load_demo_city")

        assert (Department.objects.count(), Hall.objects.count()) == (2, 1)
        assert set(Item.objects.values_list("code", flat=True)) == {
            "juzhuzheng",
            "qiye",
            "que-yaosu",
        }
        assert "办事指南 3 份（新版 3 份）" in capsys.readouterr().out

    def test_changes_nothing_the_second_time(self, folder, topics, capsys):
        call_command("load_demo_city")
        told = len(topics())

        call_command("load_demo_city")

        assert len(topics()) == told
        assert "新版 0 份），新办件 0 件" in capsys.readouterr().out

    def test_brings_a_changed_guide_up_to_date_and_leaves_cases_alone(self, folder):
        call_command("load_demo_city")
        Case.objects.filter(status=CaseStatus.SUBMITTED).update(status=CaseStatus.ACCEPTED)
        changed = guide_content(title="居住证签注")
        (folder / "items/001-juzhuzheng.yaml").write_text(yaml.safe_dump(changed))

        call_command("load_demo_city")

        assert Guide.objects.filter(item_id="juzhuzheng").count() == 2
        assert not Case.objects.filter(status=CaseStatus.SUBMITTED).exists()

    def test_says_which_guide_is_unsound(self, folder):
        bad = guide_content(promised_limit={"unit": "moons"})
        (folder / "items/003.yaml").write_text(yaml.safe_dump(bad))

        with pytest.raises(CommandError, match=r"居住证申领、签注.*承诺时限读不懂"):
            call_command("load_demo_city")
        assert not Item.objects.exists()

    def test_says_when_there_is_no_city(self, monkeypatch, tmp_path):
        monkeypatch.setenv("MINGTANG_DEMO", str(tmp_path))

        with pytest.raises(CommandError, match="MINGTANG_DEMO"):
            call_command("load_demo_city")

    def test_is_refused_in_production(self, monkeypatch):
        monkeypatch.setattr(commands, "is_demo", lambda: False)

        with pytest.raises(DemoRefused):
            load_demo_city(actor=THE_PLATFORM, city=City())


class TestInventedCases:
    @pytest.fixture(autouse=True)
    def loaded(self, folder):
        call_command("load_demo_city")

    def test_stand_in_every_state(self):
        states = Counter(Case.objects.values_list("status", flat=True))

        assert set(states) == set(CaseStatus)
        assert len(FULL_DESK) <= states.total() <= len(FULL_DESK) + len(SMALL_DESK)
        assert Rating.objects.count() >= 4

    def test_give_the_desk_red_and_yellow_cards(self):
        counts = count_queue(officer(), days=CardDays.of(timezone.localdate()))

        assert counts.red >= 1
        assert counts.yellow >= 2
        assert counts.waiting >= 3

    def test_happened_in_order_and_not_in_the_future(self):
        for case in Case.objects.all():
            moments = [step.happened_at for step in case.steps.all()]
            assert moments == sorted(moments)
            assert moments[0] == case.submitted_at
            assert moments[-1] < timezone.now()
            assert case.due_on is None or is_working_day(case.due_on)
            assert case.is_open == (case.closed_at is None)

    def test_were_told_to_the_others(self, topics):
        told = Counter(topics())

        assert told["application-submitted"] == Case.objects.count()
        assert (
            told["case-decided"] == Case.objects.filter(status__in=["granted", "refused"]).count()
        )

    def test_can_be_read_like_real_ones(self):
        case = Case.objects.filter(item_id="juzhuzheng").first()
        company = Case.objects.filter(item_id="qiye").first()

        assert case.answers.find("phone").value == PERSON["phone"]
        assert case.answers.find("name").source == "市公安局人口库"
        assert company.answers.find("company").value == COMPANY["name"]


def test_a_sheet_of_paper_is_what_it_says():
    assert kind_of(sheet("证明", accept=["pdf", "jpg"])[1]) == "pdf"
    assert kind_of(sheet("照片", accept=["jpg", "png"])[1]) == "png"
