"""Scope, procedure, materials, subsidy, contact and key points are told apart."""

from mingtang.content.parsing.tests.policies import ISSUING, NOTICE, ORDER, parsed, texts


def starts(policy, name):
    return [text[:12] for text in texts(policy, name)]


class TestNotice:
    policy = parsed(NOTICE)

    def test_conditions_are_the_scope(self):
        assert texts(self.policy, "scope")[0].startswith("（一）依法参加失业保险")

    def test_the_section_on_papers_is_the_materials(self):
        assert texts(self.policy, "materials") == [
            "身份证、职业资格证书原件及复印件、本人银行账户。"
        ]

    def test_the_section_on_steps_is_the_procedure(self):
        assert starts(self.policy, "procedure") == ["四、申领流程\n职工应当自"]

    def test_amounts_are_told_with_who_receives_them(self):
        assert texts(self.policy, "subsidy") == [
            "取得初级证书的，补贴1000元；取得中级证书的，补贴1500元。"
        ]

    def test_the_telephone_is_the_contact(self):
        assert texts(self.policy, "contact") == ["市失业保险服务中心：0570-1234567。"]

    def test_how_offices_organise_themselves_is_no_key_point(self):
        points = " ".join(texts(self.policy, "key_points"))

        assert "加强组织领导" not in points
        assert "补贴1000元" in points


class TestRule:
    policy = parsed(ORDER)

    def test_the_article_that_says_it_applies_is_the_scope(self):
        assert starts(self.policy, "scope") == ["第二条　本市行政区域内电"]

    def test_the_list_of_papers_is_whole(self):
        assert texts(self.policy, "materials")[0].endswith("（二）购车发票。")

    def test_examination_is_the_procedure_and_fines_are_not(self):
        assert starts(self.policy, "procedure") == ["第五条　公安机关交通管理"]

    def test_a_fine_is_no_subsidy(self):
        assert texts(self.policy, "subsidy") == []

    def test_purpose_and_penalties_are_no_key_points(self):
        points = " ".join(starts(self.policy, "key_points"))

        assert "第六条" in points
        assert "第一条" not in points
        assert "第七条" not in points


def test_a_list_of_rates_is_the_subsidy():
    assert texts(parsed(ISSUING), "subsidy") == [
        "（一）80至89周岁，每人每月100元；\n（二）90周岁以上，每人每月200元。"
    ]


def test_what_is_not_sure_is_said():
    policy = parsed(ORDER)

    assert any("把握不大" in warning for warning in policy.warnings)
    assert all(0 < value.confidence <= 1 for values in policy.values.values() for value in values)


def test_a_section_that_only_gives_a_telephone_is_read():
    policy = parsed(
        "关于受理申请的通知\n各区：\n一、申请流程\n联系电话：0570-1234567\n二、联系电话：0570-7654321"
    )

    assert len(texts(policy, "contact")) == 2
