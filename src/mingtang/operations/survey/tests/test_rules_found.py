"""Each fault is found by its rule and by no other; a healthy site has none."""

import io
import zipfile

import pytest

from mingtang.operations.survey.findings import Verdict
from mingtang.operations.survey.tests.town import (
    FOOT,
    GUIDE,
    LONG,
    Town,
    ago,
    article,
    inspected,
    page,
    rules_of,
)


def identity() -> str:
    """An invented number whose check digit holds."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    body = "33990119900101001"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def book(*cells: str) -> bytes:
    texts = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst>{texts}</sst>")
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return written.getvalue()


def news(town: Town, body: str, **more: str) -> None:
    town.add("yaowen", "er", "又一条消息", body, 3, **more)


def stale(town: Town) -> None:
    town.add_column("zhaoshang", "招商动态", "工作动态")
    town.add("zhaoshang", "yi", "签约三个项目", "签约仪式在县城举行。", 15)


def late(town: Town) -> None:
    town.add_column("tongji", "统计数据", "数据发布")
    town.add("tongji", "yi", "一季度数据", "全县生产总值增长。", 181)


def late_first_level(town: Town) -> None:
    town.add_column("tongzhi", "通知公告", "工作动态")
    town.add("tongzhi", "yi", "停水通知", "今晚检修停水，请提前储水。", 181)


def near(town: Town) -> None:
    town.add_column("tongji", "统计数据", "数据发布")
    town.add("tongji", "yi", "一季度数据", "全县生产总值增长。", 165)


def blank(town: Town) -> None:
    town.add_column("minyi", "民意直通", "咨询投诉", "这个栏目还没有内容。")


def secret_in_attachment(town: Town) -> None:
    town.put("/files/a.xlsx", book("机密★10年", "名单"))
    news(town, '<a href="/files/a.xlsx">名单</a>')


def identity_in_attachment(town: Town) -> None:
    town.put("/files/a.xlsx", book("张三", identity()))
    news(town, '<a href="/files/a.xlsx">名单</a>')


def damaged_attachment(town: Town) -> None:
    town.put("/files/a.docx", b"PK\x03\x04 not really")
    news(town, '<a href="/files/a.docx">附件</a>')


def duplicate(town: Town) -> None:
    news(town, LONG * 3)
    town.add("yaowen", "san", "换个题目", LONG * 3, 2)


def repealed(town: Town) -> None:
    link = '<a href="/jiedu/butie/">解读</a>'
    old = town.policy("jiu", "清水县住房补贴暂行办法", "清政发〔2019〕1号", days=900, more=link)
    text = f"《清水县住房补贴暂行办法》（清政发〔2019〕1号）同时废止。{link}"
    new = town.policy("xin", "清水县住房补贴新办法", "清政发〔2026〕9号", days=9, more=text)
    both = f'<a href="{old}">旧</a><a href="{new}">新</a><a href="/wenjian/butie/">文件</a>'
    town.column("jiedu").rows.clear()
    town.add("jiedu", "butie", "住房补贴办法解读", both, 8)


def expired(town: Town) -> None:
    link = '<a href="/jiedu/butie/">解读</a>'
    text = f"本办法自2020年1月1日起施行，有效期5年。{link}"
    old = town.policy("jiu", "清水县老办法", "清政发〔2019〕1号", days=900, more=text)
    both = f'<a href="{old}">旧</a><a href="/wenjian/butie/">文件</a>'
    town.column("jiedu").rows.clear()
    town.add("jiedu", "butie", "住房补贴办法解读", both, 8)


def uninterpreted(town: Town) -> None:
    town.policy("er", "清水县另一办法", "清政发〔2026〕4号", days=9)


def one_way(town: Town) -> None:
    target = town.policy("er", "清水县另一办法", "清政发〔2026〕4号", days=9)
    town.add("jiedu", "er", "另一办法解读", f'<a href="{target}">看文件</a>', 8)


def without(*names: str) -> dict[str, str]:
    return {name: told for name, told in GUIDE.items() if name not in names}


FAULTS = {
    "column-stale": stale,
    "column-late": late,
    "column-late-first-level": late_first_level,
    "column-near": near,
    "column-blank": blank,
    "secrecy-mark": secret_in_attachment,
    "identity-number": identity_in_attachment,
    "file-dead": damaged_attachment,
    "duplicate": duplicate,
    "policy-repealed": repealed,
    "policy-expired": expired,
    "policy-uninterpreted": uninterpreted,
    "policy-one-way": one_way,
    "mobile-numbers": lambda t: news(t, "张三 13900000001，李四 13900000002，王五 13900000003"),
    "bank-card": lambda t: news(t, "补贴发到张三的卡 6222020200112233453 上。"),
    "leader-title": lambda t: news(t, "副县长张远山参加座谈。"),
    "wording": lambda t: news(t, "截止目前，全县已经完成播种。"),
    "wording-severe": lambda t: news(t, "客商来自香港、澳门、台湾等国家。"),
    "link-dead": lambda t: news(t, '详见<a href="/meiyou/">通知</a>。'),
    "image-dead": lambda t: news(t, '<img src="/tu.png" alt="会场">'),
    "future-date": lambda t: t.add("yaowen", "er", "明天的消息", "还没有发生。", -9),
    "guide-incomplete": lambda t: t.guide(
        "lihun", "离婚登记", without("设定依据", "受理条件", "收费标准", "咨询电话")
    ),
    "guide-element": lambda t: t.guide("lihun", "离婚登记", without("收费标准")),
    "guide-vague": lambda t: t.guide("lihun", "离婚登记", GUIDE, "法律规定的其他材料"),
    "letter-unanswered": lambda t: t.add("zixun", "er", "几时通车？", t.letter(asked=100), 100),
    "letter-late": lambda t: t.add(
        "zixun",
        "er",
        "几时通车？",
        t.letter(asked=20, answered=5, answer="十二月通车，请放心。"),
        20,
    ),
    "duplicate-title": lambda t: (
        t.add("yaowen", "er", "天气提示", "今天有大风，请注意安全。" * 12, 3),
        t.add("yaowen", "san", "天气提示", "今天有大雨，请带好雨具。" * 12, 2),
    ),
    "leftover": lambda t: t.put("/yaowen/jiu/", page("撤下的页", "<p>旧内容</p>")),
    "meta-article": lambda t: t.add("yaowen", "er", "没有来源", "正文。", 3, ContentSource=""),
    "mixed-http": lambda t: news(t, '<img src="http://img.gov.example/a.png" alt="会场">'),
    "access-basics": lambda t: news(t, '<img src="/about/a.png">'),
    "footer-varies": lambda t: t.put(
        t.add("yaowen", "er", "页脚不同", "正文。", 3),
        article("页脚不同", "正文。", day=ago(3), column="清水要闻", kind="工作动态").replace(
            FOOT, ""
        ),
    ),
}
#: What else a fault rightly brings with it.
ALSO = {
    "access-basics": {"image-dead"},
    "mixed-http": {"link-dead"},
    "footer-varies": set(),
}


def test_a_healthy_site_has_nothing(tmp_path):
    report = inspected(Town().write(tmp_path), site_code="3399010001")

    assert list(report.findings) == []
    assert (report.verdict, report.score) == (Verdict.CLEAN, 100)


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found_by_its_rule_and_no_other(tmp_path, rule):
    town = Town()
    FAULTS[rule](town)

    report = inspected(town.write(tmp_path))

    assert rules_of(report) - ALSO.get(rule, set()) == {rule}, report.findings


def test_the_home_page_must_show_what_the_guideline_wants(tmp_path):
    town = Town()
    home = (
        town.home()
        .replace("长者版", "")
        .replace('name="SiteIDCode" content="3399010001"', 'name="x"')
    )

    report = inspected(town.write(tmp_path, home=home))

    assert rules_of(report) == {"mark-missing", "meta-site"}


def test_a_code_that_is_not_the_sites_is_told(tmp_path):
    assert rules_of(inspected(Town().write(tmp_path), site_code="3399019999")) == {"site-code"}


def test_a_home_page_without_news_is_a_veto(tmp_path):
    town = Town()
    town.column("yaowen").rows.clear()
    del town.files["/yaowen/yi/"]
    town.add("yaowen", "yi", "旧闻", "早先的消息。", 15)
    for slug in ("zixun",):
        town.column(slug).rows.clear()
        del town.files["/zixun/dengji/"]
        town.add(
            slug, "dengji", "要预约吗？", town.letter(asked=40, answer="不用预约，随到随办。"), 40
        )

    report = inspected(town.write(tmp_path))

    assert rules_of(report) == {"home-stale", "column-stale"}
    assert report.verdict is Verdict.VETO


def test_a_dead_link_in_every_foot_is_one_finding_on_the_home_page(tmp_path):
    town = Town()
    del town.files["/about/"]

    report = inspected(town.write(tmp_path))

    (finding,) = report.findings
    assert (finding.rule, finding.where, finding.target) == ("link-dead-home", "/", "/about/")


def test_a_parent_column_lives_by_its_children(tmp_path):
    town = Town()
    parent = town.add_column("gongkai", "政务公开", "信息公开指南")
    child = town.add_column("gongkai/caizheng", "财政预决算", "政策文件")
    town.add("gongkai/caizheng", "yi", "二〇二六年预算", "全县预算收支。", 30)
    parent.rows.append((child.address, child.name, ""))

    assert list(inspected(town.write(tmp_path)).findings) == []


def test_names_of_reserved_hosts_are_dead_without_asking_anybody(tmp_path):
    town = Town()
    news(town, '<a href="https://meiyou.example/">平台</a>')

    (finding,) = inspected(town.write(tmp_path), bounds={"checks_outside": False}).findings

    assert (finding.rule, finding.problem) == ("link-dead", "链接“平台”打不开：域名不存在")


def test_a_page_that_names_its_original_is_another_form_of_it_and_no_duplicate(tmp_path):
    """The same text as answers, plain words or a picture: two such forms may say the same."""
    town = Town()
    form = page("问答", f"<p>{LONG * 3}</p>").replace(
        "<head>", '<head><link rel="canonical" href="/yaowen/{}/">'
    )
    for name in ("er", "san"):
        link = f'<a href="/yaowen/{name}/wenda.html">问答</a>'
        town.add("yaowen", name, f"第{name}条消息", f"{LONG}{name}{link}", 3)
        town.put(f"/yaowen/{name}/wenda.html", form.replace("{}", name))

    assert list(inspected(town.write(tmp_path)).findings) == []
