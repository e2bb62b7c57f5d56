"""What the rules say about single sentences, and what they leave alone."""

from datetime import date

import pytest

from mingtang.content.wording.checker import Checker
from mingtang.content.wording.leaders import Leaders
from mingtang.content.wording.links import Link, link_hits
from mingtang.content.wording.model import Category, Entry, Leader, Severity, Text
from mingtang.content.wording.personal import has_identity_check_digit, masked, passes_luhn
from mingtang.content.wording.rules import built_in_entries, rules

CHECKER = Checker(entries=built_in_entries())
TERM = Leader(name="林致和", titles=("市长",), rank=1, until=date(2026, 3, 1))


def told(words, **about):
    return [
        (finding.rule, finding.word) for finding in CHECKER.findings(Text(words=words, **about))
    ]


def entry(**facts):
    given = {"wrong": "国家级", "right": "删去", "category": Category.ADVERTISING}
    return Entry(**{**given, "severity": Severity.ORDINARY, **facts})


def found(entry, words):
    return [finding.word for finding in Checker(entries=[entry]).findings(Text(words=words))]


class TestTheLexicon:
    def test_is_large_and_every_word_stands_once_for_a_place(self):
        entries = built_in_entries()

        keys = {(one.wrong, tuple(one.before), tuple(one.after)) for one in entries}
        assert len(keys) == len(entries) > 1500

    def test_suggests_nothing_that_it_objects_to_itself(self):
        objected = {
            one.right
            for one in built_in_entries()
            for finding in CHECKER.findings(Text(words=one.right))
            if finding.severity is not Severity.SUSPECTED and finding.category is Category.TYPO
        }
        assert objected == set()

    def test_no_word_is_an_exception_to_itself(self):
        assert [one.wrong for one in built_in_entries() if one.wrong in one.unless] == []

    def test_a_word_may_be_right_inside_a_phrase(self):
        assert found(entry(unless=("国家级新区",)), "国家级新区的国家级品牌") == ["国家级"]

    def test_a_word_may_be_wrong_only_beside_others(self):
        assert found(entry(after=("品牌",)), "国家级品牌和国家级奖项") == ["国家级"]
        assert found(entry(before=("号称",)), "号称国家级，不是国家级") == ["国家级"]

    def test_two_right_words_that_meet_are_no_wrong_one(self):
        assert told("他自己经过考试，立即然后离开。") == []

    def test_the_longer_word_hides_the_shorter_one_in_it(self):
        assert [word for _, word in told("举办招聘启示")] == ["招聘启示"]


class TestIdioms:
    @pytest.mark.parametrize("words", ["人才两空", "提心掉胆", "阳奉阴为", "汗流夹背"])
    def test_a_letter_of_the_same_sound_is_told_though_nobody_listed_it(self, words):
        assert told(f"这样做是{words}。") == [("idiom", words)]

    @pytest.mark.parametrize("words", ["走投无路", "无动于衷", "公共场所", "因时制宜"])
    def test_right_ones_pass(self, words):
        assert told(f"这样做是{words}。") == []


class TestPersonalNumbers:
    def test_the_check_digit_decides(self):
        assert has_identity_check_digit("11010519491231002X")
        assert not has_identity_check_digit("110105194912310021")

    @pytest.mark.parametrize(
        "words",
        [
            "证件号1101************2X",
            "统一社会信用代码91330100MA27XXXXXX",
            "电话0999-8612345，热线12345",
            "订单号202611251200345678",
            "项目代码2026-330100-48-01-123456",
            "手机138****5678",
        ],
    )
    def test_what_is_no_personal_number_passes(self, words):
        assert told(words, is_list=True) == []

    def test_full_width_digits_and_spaces_do_not_hide_one(self):
        assert [rule for rule, _ in told("１１０１０５１９４９１２３１００２Ｘ")] == [
            "identity-number"
        ]
        assert [rule for rule, _ in told("110105 19491231 002X")] == ["identity-number"]

    def test_a_mistyped_one_is_told_where_it_is_called_one(self):
        assert [rule for rule, _ in told("身份证号110105194912310021")] == [
            "identity-number-likely"
        ]
        assert told("编号110105194912310021") == []

    def test_the_heading_of_a_column_says_what_a_number_is(self):
        words = "王某 | 110105491231002"

        assert told(words) == []
        assert [rule for rule, _ in told(words, hint="姓名 身份证号码", is_list=True)] == [
            "old-identity-number"
        ]

    def test_mobiles_in_a_list_are_worse_than_one_of_an_office(self):
        assert [rule for rule, _ in told("联系人张工，手机13800000000")] == ["mobile"]
        rows = "王某 | 13800000000\n李某 | 13900000000"
        assert {rule for rule, _ in told(rows, is_list=True)} == {"mobile-list"}

    def test_a_card_needs_its_check_digit_and_an_issuer(self):
        assert passes_luhn("6222021234567894")
        assert [rule for rule, _ in told("银行卡6222021234567894")] == ["bank-card"]
        assert told("银行卡6222021234567895") == []
        assert [rule for rule, _ in told("户名：市财政局，账号6222021234567894")] == [
            "bank-card-likely"
        ]

    def test_little_is_left_of_a_number(self):
        assert masked("11010519491231002X") == "1101************2X"

    def test_no_other_finding_shows_it_in_its_context(self):
        findings = CHECKER.findings(Text(words="证件号11010519491231002X的帐户"))

        assert all("1949" not in finding.context for finding in findings)


class TestLeaders:
    def hits(self, words, *register, day=date(2026, 2, 1)):
        return [hit.rule for hit in Leaders(register).hits(Text(words=words, day=day))]

    @pytest.mark.parametrize(
        "words", ["市长林致和", "明州市市长林致和", "林致和（市长）", "林致和到场"]
    )
    def test_the_right_office_passes(self, words):
        assert self.hits(words, TERM) == []

    @pytest.mark.parametrize("words", ["副市长林致和", "代市长林致和", "市委书记林致和"])
    def test_a_wrong_one_does_not(self, words):
        assert self.hits(words, TERM) == ["leader-title"]

    def test_a_former_one_is_told_unless_the_text_says_so(self):
        later = date(2026, 6, 1)

        assert self.hits("市长林致和", TERM, day=later) == ["leader-former"]
        assert self.hits("时任市长林致和", TERM, day=later) == []

    def test_a_name_one_letter_off_counts_beside_the_office_only(self):
        assert self.hits("市长林志和", TERM) == ["leader-name"]
        assert self.hits("群众林志和", TERM) == []

    def test_an_enumeration_keeps_the_order(self):
        second = Leader(name="祝云舟", titles=("副市长",), rank=2)

        assert self.hits("市长林致和、副市长祝云舟", TERM, second) == []
        assert self.hits("副市长祝云舟、市长林致和", TERM, second) == ["leader-order"]
        assert self.hits("祝云舟发言。林致和总结。", TERM, second) == []


class TestMarksAndNumbers:
    @pytest.mark.parametrize(
        "words",
        [
            "“他说：‘好。’”",
            "（一）申请。\n1）材料；\n2）表格。",
            "“第一段没有完。\n第二段才完。”",
            "时间为8:30—11:30",
            "2024年2月29日",
            "《〈条例〉释义》",
        ],
    )
    def test_right_ones_pass(self, words):
        assert told(words) == []

    @pytest.mark.parametrize(
        ("words", "rule"),
        [
            ("《办法（试行》", "bracket-open"),
            ("办法）试行", "bracket-open"),
            ("《关于《办法》的说明》", "title-in-title"),
            ("2025年2月29日", "impossible-date"),
            ("2025-13-01", "impossible-date"),
            ("二月三十日", "impossible-date"),
            ("2026年11月25日（星期四）", "wrong-weekday"),
            ("2026年5月10日至5月1日", "backward-range"),
            ("上午25时整", "impossible-time"),
        ],
    )
    def test_wrong_ones_are_told(self, words, rule):
        assert [name for name, _ in told(words)] == [rule]


class TestLinks:
    class Site:
        def is_there(self, path):
            return path == "/a/"

    @pytest.mark.parametrize(
        ("address", "rule"),
        [
            ("/a/", ""),
            ("/b/", "dead-link"),
            ("https://city.example/b/", "dead-link"),
            ("https://www.beijing.gov.cn/", ""),
            ("https://gov.cn.evil.example/", "foreign-link"),
            ("http://127.0.0.1/", "unsafe-link"),
            ("http://intranet/", "unsafe-link"),
            ("ftp://city.example/", "unsafe-link"),
            ("a/b", "broken-link"),
            ("http://[", "broken-link"),
            ("tel:12345", ""),
        ],
    )
    def test_are_judged_without_following_them(self, address, rule):
        judged = link_hits([Link(address, "")], resolver=self.Site(), own_hosts=["city.example"])

        assert [hit.rule for _, hit in judged] == [rule] * bool(rule)


def test_every_rule_names_its_source():
    assert [name for name, rule in rules().items() if not rule.basis] == []


def test_a_text_full_of_errors_is_answered_with_an_end():
    assert len(CHECKER.findings(Text(words="帐户，" * 20_000))) <= 2000
