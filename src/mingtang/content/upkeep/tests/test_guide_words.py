import pytest

from mingtang.content.guides.queries import GuideLine
from mingtang.content.rendering import guide_words as words
from mingtang.content.rendering.guide_page import apply_path, page_of

HALL = {
    "name": "政务服务中心",
    "windows": [{"department": "gongan", "name": "户政", "numbers": "1–12"}],
}


def cell(content, label):
    return next((fact for fact in words.facts_of(content) if fact["label"] == label), None)


class TestLimits:
    @pytest.mark.parametrize(
        ("limit", "said"),
        [
            ({"days": 15, "unit": "calendar"}, "15 天"),
            ({"days": 3, "unit": "working"}, "3 个工作日"),
            ({"unit": "hours", "hours": 4}, "4 小时"),
            ({"unit": "immediate"}, "当场办结"),
            ({"unit": "instant"}, "秒批，马上有结果"),
            ("当场", "当场"),
            ({"unit": "hours"}, ""),
            ({}, ""),
            (None, ""),
        ],
    )
    def test_are_said_in_words(self, limit, said):
        assert words.limit_words(limit) == said


class TestFacts:
    def test_keep_their_order(self):
        content = {
            "promised_limit": {"days": 3, "unit": "working"},
            "statutory_limit": {"days": 15, "unit": "calendar"},
            "fee": {"free": True, "text": "不收费"},
            "visits": 0,
            "materials": [{"name": "身份证", "source": "shared"}],
        }

        facts = words.facts_of(content)

        assert [fact["label"] for fact in facts] == ["办多久", "多少钱", "跑几次", "要交材料"]
        assert [fact["value"] for fact in facts] == ["3 个工作日", "免费", "0 次", "0 份"]
        assert facts[0]["note"] == "法定 15 天"
        assert facts[3]["note"] == "1 份政府已有，免交"

    def test_that_nobody_knows_are_left_out(self):
        assert words.facts_of({}) == []

    def test_fall_back_to_the_statutory_limit(self):
        fact = cell({"statutory_limit": {"days": 20, "unit": "calendar"}}, "办多久")

        assert (fact["value"], fact["note"]) == ("20 天", "法定时限")

    def test_count_only_what_everybody_has_to_hand_in(self):
        materials = [
            {"name": "合同", "source": "applicant"},
            {"name": "委托书", "source": "applicant", "required": False},
            {"name": "承诺书", "source": "pledge"},
        ]

        fact = cell({"materials": materials}, "要交材料")

        assert (fact["value"], fact["note"]) == ("1 份", "另有 1 份看情况交")

    def test_say_a_long_price_in_a_note(self):
        fee = {"free": False, "text": "住宅 80 元一件，非住宅 550 元一件"}

        assert cell({"fee": fee}, "多少钱") == {
            "label": "多少钱",
            "value": "要收费",
            "note": "住宅 80 元一件",
        }


class TestMaterials:
    def test_are_split_into_what_to_do_and_what_government_has(self):
        shown = words.materials_of(
            {
                "materials": [
                    {"name": "身份证", "source": "shared", "from": "市公安局"},
                    {"name": "指纹", "source": "onsite"},
                ]
            }
        )

        assert [(m["name"], m["word"], m["text"]) for m in shown["spared"]] == [
            ("身份证", "免提交", "来自市公安局")
        ]
        assert [(m["name"], m["word"]) for m in shown["asked"]] == [("指纹", "现场采集")]


class TestPage:
    def test_offers_only_the_parts_there_are(self):
        page = page_of({"title": "居住证", "conditions": ["住满半年"]}, known={})

        assert [part["id"] for part in page["sections"]] == ["who", "record"]

    def test_leads_on_only_to_guides_that_are_public(self):
        known = {"zulin": GuideLine("zulin", "租房备案")}

        page = page_of({"related": ["zulin", "meiyou"]}, known=known)

        assert [other.path for other in page["related"]] == ["/guides/zulin/"]

    def test_names_the_windows_of_the_department_that_decides(self):
        page = page_of({"department": "gongan", "halls": [HALL, "code"]}, known={})

        assert [hall["counters"] for hall in page["halls"]] == [["户政 1–12 号窗口"]]

    def test_offers_to_apply_only_with_a_form(self):
        assert apply_path("juzhuzheng", {"form": None}) == ""
        assert apply_path("juzhuzheng", {"form": {"groups": []}}) == "/services/apply/juzhuzheng/"

    def test_says_nothing_where_a_day_cannot_be_read(self):
        assert words.day_words("2026-10-28") == "2026 年 10 月 28 日"
        assert words.day_words("最近") == ""

    def test_says_how_a_special_step_counts(self):
        content = {"special_steps": [{"name": "公示", "counted": False, "basis": "办法第三条"}]}

        (step,) = words.special_steps_of(content)

        assert step["text"] == "不算在办理时限里。依据：办法第三条"
