from datetime import timedelta

import pytest

from mingtang.assistant.search.index import Index
from mingtang.assistant.search.ranking import rank
from mingtang.assistant.search.tests import factories as make
from mingtang.assistant.search.words import key_of, tidy

TODAY = make.NOW.date()


def titles(index: Index, typed: str) -> list[str]:
    question = index.understand(typed)
    ranked = rank(index.candidates(question, limit=50), question=question, today=TODAY)
    return [one.entry.title for one in ranked]


def index_of(*entries):
    index = Index()
    index.take(entries)
    return index


class TestWords:
    def test_full_width_and_capitals_are_one_spelling(self):
        assert tidy("　ＥＴＣ\x00 Ａ证\u200b ") == "etc a证"

    def test_titles_are_the_same_without_their_marks(self):
        assert key_of("《明州市（试行）办法》") == key_of("明州市(试行) 办法")

    def test_what_people_say_for_a_guide_is_one_word(self):
        index = index_of(make.entry(kind="guide", title="出生登记", keywords=("娃上户口",)))

        assert index.segmenter.cut("我家娃上户口")[-1] == "娃上户口"

    def test_a_question_of_empty_words_still_asks_something(self):
        assert Index().understand("怎么办").words


class TestRanking:
    def test_the_exact_title_comes_first(self):
        index = index_of(
            make.entry(number=1, title="明州市租房补贴办法解读", body="租房补贴办法 " * 30),
            make.entry(number=2, title="明州市租房补贴办法"),
            make.entry(number=3, kind="guide", title="租房补贴", keywords=("租房补贴办法",)),
        )

        assert titles(index, "《明州市租房补贴办法》")[0] == "明州市租房补贴办法"

    def test_a_file_is_found_by_its_number(self):
        index = index_of(
            make.entry(number=1, title="甲办法", doc_number="明政发〔2026〕3号"),
            make.entry(number=2, title="乙办法", body="依据明政发〔2026〕3号，制定本办法"),
        )

        assert titles(index, "明政发[2026]3号")[0] == "甲办法"

    def test_a_repealed_file_never_leads(self):
        index = index_of(
            make.entry(number=1, title="明州市居住证办法", validity="已废止"),
            make.entry(number=2, title="居住证积分细则", validity="有效", body="居住证"),
        )

        assert titles(index, "明州市居住证办法") == ["居住证积分细则", "明州市居住证办法"]

    def test_a_repealed_file_is_found_when_there_is_nothing_else(self):
        index = index_of(make.entry(title="明州市居住证办法", validity="已失效"))

        assert titles(index, "居住证办法") == ["明州市居住证办法"]

    def test_an_errand_leads_to_the_guide_before_an_article(self):
        index = index_of(
            make.entry(number=1, kind="news", title="社保卡怎么办更方便", body="社保卡 社保卡"),
            make.entry(number=2, kind="guide", title="社会保障卡申领", keywords=("社保卡",)),
        )

        assert titles(index, "社保卡怎么办")[0] == "社会保障卡申领"

    def test_who_looks_for_a_notice_gets_the_notice(self):
        index = index_of(
            make.entry(number=1, kind="notice", title="关于居住证受理点搬迁的通知"),
            make.entry(number=2, kind="guide", title="居住证申领", keywords=("居住证",)),
        )

        assert titles(index, "居住证受理点搬迁通知")[0] == "关于居住证受理点搬迁的通知"

    def test_everything_that_has_all_the_words_is_there_however_well_the_guide_fits(self):
        index = index_of(
            make.entry(number=1, kind="guide", title="居住证申领", keywords=("居住证", "办居住证")),
            make.entry(number=2, title="关于进一步做好人口服务管理工作的意见", body="居住证"),
        )

        assert len(titles(index, "居住证")) == 2

    def test_fresh_news_come_before_old_ones(self):
        old, new = make.NOW - timedelta(days=900), make.NOW
        index = index_of(
            make.entry(number=1, kind="news", title="供暖开始", body="去年", published_at=old),
            make.entry(number=2, kind="news", title="供暖开始", body="今年", published_at=new),
        )
        question = index.understand("供暖")

        ranked = rank(index.candidates(question, limit=9), question=question, today=TODAY)

        assert [one.entry.number for one in ranked] == [2, 1]

    def test_words_that_share_nothing_find_nothing(self):
        index = index_of(*make.guide_entries())

        assert titles(index, "火星移民飞船") == []


class TestTake:
    def test_a_document_taken_out_is_not_found(self):
        index = index_of(make.entry(number=1, path="/a.html", title="居住证办法"))

        index.take([make.entry(number=2, path="/a.html", is_public=False)])

        assert titles(index, "居住证办法") == []
        assert len(index) == 0

    def test_a_new_text_replaces_the_old_one(self):
        index = index_of(make.entry(number=1, path="/a.html", title="居住证办法"))

        index.take([make.entry(number=2, path="/a.html", title="供暖条例")])

        assert titles(index, "居住证") == []
        assert titles(index, "供暖条例") == ["供暖条例"]

    def test_the_same_change_twice_leaves_one_document(self):
        index = index_of(make.entry(number=1, title="居住证办法"))

        index.take([make.entry(number=1, title="居住证办法")])

        assert titles(index, "居住证办法") == ["居住证办法"]


#: In the words of DEMO_CITY C.6 and of people like them.
QUESTIONS = {
    "娃上户口": "新生儿出生登记",
    "我想给刚出生的娃上户口": "新生儿出生登记",
    "给老人办社保卡": "社会保障卡申领",
    "租房能取公积金吗": "公积金租房提取",
    "公司不干了怎么注销": "企业简易注销登记",
    "生娃能领多少钱": "育儿补贴申领",
    "小孩打疫苗去哪": "预防接种证办理与接种预约",
    "孩子上学要啥材料": "义务教育新生入学",
    "身份证丢了咋办": "居民身份证换补领",
    "急用身份证": "临时居民身份证",
    "房子过户": "二手房转移登记",
    "查名下有没有房": "登记资料查询",
    "公积金贷款能贷多少": "个人住房公积金贷款",
    "异地看病咋报销": "异地就医备案",
    "到外地上班社保咋转": "养老保险关系转移接续",
    "退休咋办": "正常退休申请与待遇核定",
    "丢工作了有补贴没": "失业保险金申领",
    "上班摔伤了": "工伤认定",
    "开个小吃店": "食品经营许可",
    "开公司": "企业设立登记",
    "换驾照": "驾驶证期满换证",
    "车过户": "机动车转让登记",
    "车不用上线检了吧": "免检车申领检验标志",
    "跑滴滴要啥证": "网约车驾驶员证",
    "老人过80有钱吗": "80周岁以上高龄津贴",
    "残疾补贴": "残疾人两项补贴",
    "打官司没钱请律师": "法律援助",
    "结婚要带户口本吗": "结婚登记",
    "想离婚": "离婚登记",
}


@pytest.fixture(scope="module")
def city() -> Index:
    return index_of(*make.guide_entries())


@pytest.mark.parametrize(("typed", "title"), QUESTIONS.items())
def test_everyday_words_lead_to_the_right_guide(city, typed, title):
    assert titles(city, typed)[0] == title
