import re
from pathlib import Path

import pytest

from mingtang.content.formats.tests.factories import TABLE, news, source, text
from mingtang.content.sources.source import Imprint
from mingtang.content.sources.words import sentences_of
from mingtang.content.telling.faq import faq_of
from mingtang.content.telling.glossary import PLAIN_WORDS
from mingtang.content.telling.plain import facts_of, in_plain_words, plain_of
from mingtang.content.telling.spoken import aloud, amount
from mingtang.content.telling.voice import voice_of

DEMO = Path(__file__).resolve().parents[5] / "demo" / "mingzhou" / "pages"


class TestFaq:
    def test_answers_are_the_texts_own_sentences_with_their_place(self):
        policy = source()

        answers = {answered.question: answered for answered in faq_of(policy)}

        assert {"谁可以申请？", "能拿多少钱？", "怎么办？", "找谁问？"} <= answers.keys()
        for answered in answers.values():
            for quote in answered.quotes:
                assert quote.text in policy.text
        money = answers["能拿多少钱？"].quotes[0]
        assert "300 元" in money.text
        assert (money.anchor, money.place) == ("s2", "二、补贴标准")

    def test_what_the_text_does_not_say_is_not_asked(self):
        assert faq_of(news()) == []

    def test_the_end_is_told_from_the_head_and_from_the_text(self):
        until = next(a for a in faq_of(source()) if "截止" in a.question)

        assert "有效期至：2031年2月28日" in until.note
        assert [quote.text for quote in until.quotes] == [
            "本通知自 2026年3月1日起施行，有效期 5 年。"
        ]


class TestPlain:
    def test_officialese_becomes_everyday_words(self):
        assert (
            in_plain_words("申请人应当自受理之日起 5 个工作日内提交材料，逾期不予受理。")
            == "申请人要从受理那天起 5 个工作日内交材料，过了期限不受理。"
        )

    def test_the_glossary_is_large_and_changes_something(self):
        assert len(PLAIN_WORDS) >= 150
        assert all(word != plain for word, plain in PLAIN_WORDS.items())

    @pytest.mark.parametrize(
        "sentence",
        [
            "依据《中华人民共和国行政许可法》应当予以办理的，从其规定。",
            "根据明政发〔2026〕12号文件，不得收取费用。",
            "未按规定提交的，不予发放，已经发放的 3,600.50 元应当退回。",
            "自2026年3月1日起施行，有效期至2031年2月28日。",
            "按实际缴费的三分之二给予补贴，最长 3 年。",
        ],
    )
    def test_numbers_dates_names_and_negations_survive(self, sentence: str):
        plain = in_plain_words(sentence)

        assert plain != sentence
        assert facts_of(plain) == facts_of(sentence)

    @pytest.mark.parametrize("folder", ["zhengce", "tongzhi", "jiedu", "zixun"])
    def test_they_survive_in_every_text_of_the_demo_city(self, folder: str):
        for file in sorted((DEMO / folder).glob("*.md")):
            for sentence in sentences_of(file.read_text(encoding="utf-8")):
                plain = in_plain_words(sentence)
                assert re.findall(r"\d+", plain) == re.findall(r"\d+", sentence), file.name
                assert re.findall(r"〔\d{4}〕\d+号", plain) == re.findall(
                    r"〔\d{4}〕\d+号", sentence
                )
                assert sum(c in "不无未没非禁" for c in plain) == sum(
                    c in "不无未没非禁" for c in sentence
                ), (file.name, sentence)

    def test_working_days_are_explained_once(self):
        told = "".join(block.text for block in plain_of(source()).blocks)

        assert told.count("（周末和节假日除外）") == 1

    def test_titles_of_laws_are_left_alone(self):
        assert "《应当予以废止的规定》" in in_plain_words("《应当予以废止的规定》应当予以废止。")


class TestVoice:
    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("明民发〔2026〕7号", "明民发，二零二六年，七号"),
            ("2026年3月1日", "二零二六年三月一日"),
            ("3600元", "三千六百元"),
            ("2个月", "两个月"),
            ("2月2日", "二月二日"),
            ("20,050.5元", "两万零五十点五元"),
            ("100010001", "一亿零一万零一"),
            ("20%至35.5%", "百分之二十至百分之三十五点五"),
            ("5‰", "千分之五"),
            ("电话：0999-8612345", "电话：零九九九，八六幺二三四五"),
            ("拨打12345热线", "拨打幺二三四五热线"),
            ("每日22:00至次日5:30", "每日二十二点至次日五点三十分"),
            ("限速30公里/小时", "限速三十公里每小时"),
            ("气温≥35℃", "气温大于等于三十五摄氏度"),
            ("3-5个工作日", "三到五个工作日"),
            ("详见https://www.mingzhou.example/a", "详见（网址和邮箱见网页）"),
            ("《办法》第12条", "办法第十二条"),
        ],
    )
    def test_signs_are_written_as_they_are_said(self, written: str, said: str):
        assert aloud(written) == said

    @pytest.mark.parametrize(
        ("number", "said"),
        [("0", "零"), ("10", "十"), ("110", "一百一十"), ("1001", "一千零一"),
         ("10000", "一万"), ("10010", "一万零一十"), ("20000000", "二千万"), ("007", "零零七")],
    )  # fmt: skip
    def test_amounts(self, number: str, said: str):
        assert amount(number) == said

    def test_nothing_is_left_that_a_voice_would_stumble_over(self):
        script = voice_of(source(body=[*source().body, TABLE]), imprint=Imprint())
        spoken = script.split("\n\n", 1)[1]

        assert not re.search(r"[0-9%〔〕《》/]", spoken)
        assert "第一行：档次，甲；金额" in spoken

    def test_a_repealed_policy_is_said_to_be_so_before_its_text(self):
        script = voice_of(source(validity="已废止"), imprint=Imprint())

        assert script.index("请注意，这份文件已废止") < script.index("为减轻家庭负担")

    def test_headings_are_followed_by_a_pause(self):
        script = voice_of(source(), imprint=Imprint(site="明州市人民政府"))

        assert "第一，补贴对象。‖" in script
        assert script.rstrip().endswith("请到明州市人民政府网站查看。")


def test_sentences_end_outside_of_brackets():
    assert sentences_of("他说：“好。走吧。”然后走了。第二句！") == [
        "他说：“好。走吧。”然后走了。",
        "第二句！",
    ]
    assert text("甲").text == "甲"
