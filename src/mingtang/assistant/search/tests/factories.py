"""Events, documents and a small city's list of guides, valid by default."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import OperationalError

from mingtang.assistant.search.entries import Entry, Mark
from mingtang.content.contract.events import PagePublished, PageWithdrawn
from mingtang.kernel.identity import THE_PLATFORM
from mingtang.services.contract.events import GuidePublished, GuideWithdrawn

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

#: code, title, what people say, department
GUIDES = (
    ("xinshenger-luohu", "新生儿出生登记", "娃上户口 给孩子上户口 宝宝落户 出生登记", "市公安局"),
    ("shenfenzheng", "居民身份证换补领", "身份证丢了 补身份证 换身份证 身份证过期", "市公安局"),
    ("linshi-shenfenzheng", "临时居民身份证", "急用身份证 临时证 马上要身份证", "市公安局"),
    ("juzhuzheng", "居住证申领签注", "办居住证 暂住证 居住证续签", "市公安局"),
    ("yuer-butie", "育儿补贴申领", "生娃补贴 生娃能领多少钱 养孩子补贴 奶粉钱", "市卫生健康委"),
    ("yufang-jiezhong", "预防接种证办理与接种预约", "小孩打疫苗 打预防针 疫苗本", "市卫生健康委"),
    ("xinsheng-ruxue", "义务教育新生入学", "孩子上学 小学报名 上小学 上初中", "市教育局"),
    (
        "shebaoka",
        "社会保障卡申领",
        "社保卡 给老人办社保卡 补社保卡 社保卡丢了",
        "市人力资源社会保障局",
    ),
    ("gaoling-jintie", "80周岁以上高龄津贴", "老人过80 高龄补贴 老人补贴 老年人钱", "市民政局"),
    (
        "zufang-tiqu",
        "公积金租房提取",
        "租房取公积金 租房提公积金 公积金付房租",
        "市住房公积金管理中心",
    ),
    (
        "gongjijin-daikuan",
        "个人住房公积金贷款",
        "公积金贷款 能贷多少 公积金买房",
        "市住房公积金管理中心",
    ),
    ("yidi-jiuyi", "异地就医备案", "异地看病 外地看病报销 老家医保在这用", "市医疗保障局"),
    (
        "yanglao-zhuanyi",
        "养老保险关系转移接续",
        "社保转移 换城市社保怎么转 社保转出",
        "市人力资源社会保障局",
    ),
    (
        "tuixiu",
        "正常退休申请与待遇核定",
        "办退休 退休手续 领养老金 到年龄退休",
        "市人力资源社会保障局",
    ),
    (
        "shiye-baoxianjin",
        "失业保险金申领",
        "失业金 丢工作了 被裁员补贴 没工作领钱",
        "市人力资源社会保障局",
    ),
    ("gongshang", "工伤认定", "上班受伤 上班摔伤 工伤 干活伤了", "市人力资源社会保障局"),
    ("ershoufang-zhuanyi", "二手房转移登记", "房子过户 二手房过户 房产证改名", "市自然资源局"),
    ("zhufang-chaxun", "登记资料查询", "查名下有没有房 无房证明 有房证明 查房产", "市自然资源局"),
    ("qiye-sheli", "企业设立登记", "开公司 注册公司 办营业执照", "市市场监督管理局"),
    (
        "jianyi-zhuxiao",
        "企业简易注销登记",
        "公司注销 公司不干了 关公司 公司不开了",
        "市市场监督管理局",
    ),
    ("shipin-xuke", "食品经营许可", "开小吃店 开饭店 开餐馆 餐饮证", "市市场监督管理局"),
    ("jiashizheng-huanzheng", "驾驶证期满换证", "换驾照 驾照到期 换驾驶证", "市公安局"),
    ("jidongche-zhuanrang", "机动车转让登记", "车过户 二手车过户 卖车", "市公安局"),
    ("mianjian", "免检车申领检验标志", "车不用上线检 六年免检 年检标 领检字", "市公安局"),
    ("wangyueche", "网约车驾驶员证", "跑滴滴 开网约车 网约车资格证", "市交通运输局"),
    ("falv-yuanzhu", "法律援助", "没钱请律师 打官司没钱 免费律师", "市司法局"),
    ("jiehun", "结婚登记", "领证 领结婚证 结婚要带什么", "市民政局"),
    ("lihun", "离婚登记", "想离婚 离婚手续 离婚冷静期", "市民政局"),
    ("canjiren-butie", "残疾人两项补贴", "残疾补贴 残疾人补助 护理补贴", "市民政局"),
)


class SourceInMemory:
    """A fake of the database as readers see it."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries = list(entries)
        self.build = 0
        self.is_down = False

    def add(self, **values: Any) -> None:
        number = len(self.entries) + 1
        self.entries.append(entry(number=number, **values))

    def find_mark(self) -> Mark:
        if self.is_down:
            raise OperationalError
        return Mark(self.build, max((one.number for one in self.entries), default=0))

    def changes_since(self, number: int, *, limit: int) -> list[Entry]:
        return [one for one in self.entries if one.number > number][:limit]


def entry(**values: Any) -> Entry:
    number = values.get("number", 1)
    return Entry(
        **{"number": number, "path": f"/zhengce/{number}.html", "kind": "policy", **values}
    )


def guide_entries() -> list[Entry]:
    return [
        entry(
            number=number,
            path=f"/guides/{code}/",
            kind="guide",
            title=title,
            keywords=tuple(said.split()),
            summary=f"{title}，在{department}办。",
            department=department,
        )
        for number, (code, title, said, department) in enumerate(GUIDES, start=1)
    ]


def guide_published(
    code: str = "juzhuzheng", *, at: datetime = NOW, **guide: Any
) -> GuidePublished:
    content = {
        "title": "居住证申领签注",
        "department": "gongan",
        "department_name": "明州市公安局",
        "department_phone": "0999-8606110",
        "summary": "住满半年就能办，材料全免。",
        "keywords": ["办居住证", "暂住证"],
        "promised_limit": {"days": 3, "unit": "working"},
        "fee": {"free": True, "text": "不收费"},
        "visits": 0,
        "phone": "0999-8606111",
        "online_depth": "全程网办",
        "form": {"groups": [{"title": "您的信息", "fields": []}]},
        "apply_path": f"/services/apply/{code}/",
        "checked_on": "2026-11-01",
    }
    return GuidePublished(
        actor_id=THE_PLATFORM.id, code=code, guide={**content, **guide}, occurred_at=at
    )


def guide_withdrawn(code: str = "juzhuzheng", *, at: datetime = NOW) -> GuideWithdrawn:
    return GuideWithdrawn(actor_id=THE_PLATFORM.id, code=code, occurred_at=at)


def page_published(
    path: str = "/zhengce/1.html", *, at: datetime = NOW, **values: Any
) -> PagePublished:
    told: dict[str, Any] = {
        "kind": "policy",
        "title": "明州市住房租赁管理办法",
        "text": "第一条 为了规范住房租赁，保护双方的合法权益，制定本办法。",
        "department": "住房城乡建设局",
        "published_at": NOW - timedelta(days=30),
        "validity": "有效",
        "doc_number": "明政发〔2026〕3号",
        "column": "政策文件",
    }
    return PagePublished(actor_id=THE_PLATFORM.id, path=path, occurred_at=at, **{**told, **values})


def page_withdrawn(path: str = "/zhengce/1.html", *, at: datetime = NOW) -> PageWithdrawn:
    return PageWithdrawn(actor_id=THE_PLATFORM.id, path=path, occurred_at=at)
