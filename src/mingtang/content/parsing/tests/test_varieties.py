"""The same modules are found however an office numbers its paragraphs."""

from mingtang.content.parsing.tests.policies import parsed, texts
from mingtang.content.parsing.tests.varieties import (
    AMENDING,
    ANNOUNCEMENT,
    BENEFIT,
    CRAFT,
    ENROLMENT,
    MEASURES,
    REGISTRATION,
    TRAFFIC,
    WORKSHOPS,
)


def starts(policy, name):
    return [text[:13] for text in texts(policy, name)]


class TestMeasuresNumberedLikeARule:
    policy = parsed(MEASURES)

    def test_every_measure_is_a_key_point_and_the_closing_article_is_none(self):
        points = starts(self.policy, "key_points")

        assert [point[:3] for point in points][:5] == [
            "第一条",
            "第二条",
            "第三条",
            "第四条",
            "第五条",
        ]
        assert not any(
            "解释" in text or "适用于" in text for text in texts(self.policy, "key_points")
        )

    def test_the_closing_article_is_read_item_by_item(self):
        assert starts(self.policy, "scope") == ["（一）本政策适用于工商注册"]
        assert starts(self.policy, "procedure") == ["（二）申报程序：由区科技局"]


class TestAnnouncementWithItsNumberUnderTheWord:
    policy = parsed(ANNOUNCEMENT)

    def test_agencies_word_number_and_title_are_told_apart(self):
        assert texts(self.policy, "title") == ["关于实施小规模纳税人“六税两费”减免政策的公告"]
        assert texts(self.policy, "doc_number")[0].endswith("公告2026年第5号")
        assert texts(self.policy, "issuing_authority") == [
            "国家税务总局江州省税务局",
            "江州省财政厅",
        ]

    def test_a_measure_from_day_to_day_begins_and_ends(self):
        assert texts(self.policy, "effective_date") == ["2026年1月1日"]
        assert texts(self.policy, "validity") == ["至2027年12月31日"]


def test_what_a_restriction_covers_is_its_scope():
    assert starts(parsed(TRAFFIC), "scope") == [
        "二、限行区域：东至滨河东路",
        "三、限行车辆：核定载质量1",
    ]


def test_whom_a_rule_is_for_stands_beside_its_conditions_and_exclusions_do_not():
    scope = starts(parsed(REGISTRATION), "scope")

    assert [text[:3] for text in scope] == ["第三条", "第五条", "第六条"]


class TestPlanOfSections:
    policy = parsed(CRAFT)

    def test_where_it_applies_is_told_with_the_conditions(self):
        assert [text[:3] for text in texts(self.policy, "scope")] == ["（三）", "（四）"]

    def test_purpose_and_definition_are_no_key_points(self):
        assert texts(self.policy, "key_points")[0].startswith("（四）")

    def test_papers_named_in_a_step_are_found(self):
        assert texts(self.policy, "materials")[0].startswith("填写《乡村工匠申报表》")


class TestChangeOfABenefit:
    policy = parsed(BENEFIT)

    def test_the_opening_says_from_when(self):
        assert texts(self.policy, "effective_date") == ["2026年7月1日"]

    def test_what_to_bring_is_the_papers(self):
        assert texts(self.policy, "materials") == ["持本人身份证或社保卡、近两年相关病历"]

    def test_a_hotline_is_a_contact(self):
        assert texts(self.policy, "contact") == ["参保人员可拨打12393医保服务热线咨询。"]


class TestEnrolment:
    policy = parsed(ENROLMENT)

    def test_whom_to_ask_is_a_contact_and_no_key_point(self):
        assert "监督电话：0798-6612399" in texts(self.policy, "contact")[0]
        assert not any("0798" in text for text in texts(self.policy, "key_points"))

    def test_two_groups_bring_different_papers(self):
        assert len(texts(self.policy, "materials")) == 2


def test_what_a_page_says_about_itself_is_no_part_of_the_title():
    policy = parsed(WORKSHOPS)

    assert texts(policy, "title") == ["关于进一步优化食品小作坊登记服务的公告"]
    assert len(texts(policy, "scope")) == 2


def test_an_assembly_that_decides_addresses_nobody():
    policy = parsed(AMENDING)

    assert texts(policy, "addressee") == []
    assert texts(policy, "contact") == []
    assert texts(policy, "issuing_authority") == ["江州省人民代表大会常务委员会"]
