"""Writes the invented people, companies and staff of the demo city: the same ones every time.

Run `python demo/make_people.py` after changing it; the YAML files it writes are what is loaded.
Nobody in them exists. Region code 339900 is not assigned, check digits are valid, phone numbers
start with 199 00, bank accounts with 6200 00.
"""

import random
from datetime import date, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml

HERE = Path(__file__).parent / "mingzhou"

TODAY = date(2026, 11, 24)
CITY = "339900"
DISTRICTS = {"linjiang": "临江区", "donghu": "东湖区", "wanghai": "望海区", "yunshan": "云山县"}
STREETS = [
    "长宁路",
    "学院路",
    "滨江大道",
    "文昌街",
    "东升路",
    "望湖路",
    "青石巷",
    "解放路",
    "云溪路",
    "海棠街",
]
ESTATES = ["清和苑", "望江府", "东湖花园", "云溪里", "枫林小区", "海棠新村", "学府名庭", "安居小区"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文"
MALE = [
    "志远",
    "建国",
    "浩然",
    "宇轩",
    "子涵",
    "俊杰",
    "明辉",
    "海涛",
    "国强",
    "文博",
    "天佑",
    "嘉诚",
    "永康",
    "家豪",
    "晨曦",
    "立新",
    "卫东",
    "振华",
    "一鸣",
    "思源",
]
FEMALE = [
    "雨欣",
    "梦瑶",
    "秀英",
    "桂芳",
    "静怡",
    "思琪",
    "佳慧",
    "丽华",
    "晓燕",
    "若曦",
    "欣怡",
    "玉兰",
    "美玲",
    "淑珍",
    "诗涵",
    "雅琴",
    "婉清",
    "巧云",
    "冬梅",
    "春燕",
]
NATIONALITIES = ["汉族"] * 18 + ["畲族", "回族"]
INDUSTRIES = [
    ("餐饮管理", "餐饮服务"),
    ("科技", "软件开发、信息技术咨询服务"),
    ("贸易", "日用百货批发、零售"),
    ("物流", "道路普通货物运输"),
    ("建筑工程", "房屋建筑工程施工"),
    ("农业发展", "水果、蔬菜种植与销售"),
    ("医药零售", "药品零售"),
    ("教育咨询", "教育信息咨询"),
    ("机械制造", "通用零部件制造"),
    ("文化传媒", "广告设计、制作、发布"),
]
SHOPS = ["小吃店", "便利店", "理发店", "水果店", "五金店"]
WORDS = [
    "恒信",
    "明辉",
    "东晟",
    "海纳",
    "云帆",
    "瑞丰",
    "嘉禾",
    "锦程",
    "博远",
    "汇通",
    "安泰",
    "启航",
    "盛和",
    "远景",
    "永达",
    "新桥",
]


def identity_number(born: date, order: int) -> str:
    """Return a number valid under GB 11643; `order` is odd for men, even for women."""
    body = f"{CITY}{born:%Y%m%d}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def credit_code(kind: str, serial: int) -> str:
    """Return a code valid under GB 32100; kind 91 company, 92 sole trader, 11 public body."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    organisation = f"MB{serial:06d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    values = [int(c) if c.isdigit() else ord(c) - 55 for c in organisation]
    rest = (11 - sum(v * w for v, w in zip(values, weights, strict=True)) % 11) % 11
    body = f"{kind}{CITY}{organisation}{'X' if rest == 10 else rest}"
    total = sum(alphabet.index(c) * 3**place % 31 for place, c in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


def uid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"mingzhou:{name}"))


class City:
    """Hands out names, numbers and addresses in one fixed order."""

    def __init__(self) -> None:
        self.dice = random.Random(339900)
        self.orders: dict[date, int] = {}
        self.count = 0

    def number(self, born: date, gender: str) -> str:
        order = self.orders.get(born, 100) + 1
        if (order % 2 == 1) != (gender == "男"):
            order += 1
        self.orders[born] = order
        return identity_number(born, order)

    def address(self) -> str:
        dice = self.dice
        district = dice.choice(list(DISTRICTS.values()))
        return (
            f"明州市{district}{dice.choice(STREETS)}{dice.randint(1, 299)}号"
            f"{dice.choice(ESTATES)}{dice.randint(1, 28)}幢{dice.randint(1, 18)}0{dice.randint(1, 4)}室"
        )

    def person(self, **told: object) -> dict[str, object]:
        self.count += 1
        dice = self.dice
        gender = str(told.get("gender") or dice.choice("男女"))
        born = told.get("birth_date") or TODAY - timedelta(days=dice.randint(19 * 365, 86 * 365))
        assert isinstance(born, date)
        name = dice.choice(SURNAMES) + dice.choice(MALE if gender == "男" else FEMALE)
        home = self.address()
        username = str(told.get("username") or f"user{self.count:03d}")
        age = (TODAY - born).days // 365
        person: dict[str, object] = {
            "id": uid(username),
            "username": username,
            "name": name,
            "gender": gender,
            "birth_date": born,
            "identity_number": self.number(born, gender),
            "nationality": dice.choice(NATIONALITIES),
            "phone": f"19900{self.count:06d}",
            "email": f"{username}@mail.example",
            "address": home,
            "household_address": home,
            "household": {
                "number": f"3399{self.count:06d}",
                "police_station": f"{home[3:6]}派出所",
            },
            "marriage": None,
            "groups": ["老年人"] if age >= 60 else [],
            "bank_account": f"620000{self.count:013d}",
            "social_security": {
                "number": f"MZ{self.count:08d}",
                "pension": "退休" if age >= 60 else "参保缴费",
                "medical": "职工医保" if dice.random() < 0.6 else "城乡居民医保",
                "months_paid": 0 if age < 22 else dice.randint(6, min(400, (age - 20) * 12)),
            },
            "residence_permit": None,
            "housing": [{"kind": "自有住房", "certificate": f"明不动产权第{self.count:07d}号"}]
            if dice.random() < 0.6
            else [],
            "driving_licence": {
                "class": "C1",
                "expires_on": TODAY + timedelta(days=dice.randint(-30, 2000)),
            }
            if 20 <= age < 70 and dice.random() < 0.5
            else None,
        }
        person.update(told)
        return person

    def marry(self, one: dict[str, object], other: dict[str, object], on: date) -> None:
        certificate = f"J{CITY}-{on:%Y}-{self.count:06d}"
        for a, b in ((one, other), (other, one)):
            a["marriage"] = {
                "status": "已婚",
                "spouse": b["identity_number"],
                "spouse_name": b["name"],
                "certificate": certificate,
                "registered_on": on,
            }
        other["address"] = other["household_address"] = one["address"]
        other["household"] = one["household"]


def named_people(city: City) -> list[dict[str, object]]:
    rented = "明州市东湖区学院路86号学府名庭5幢702室"
    chen = city.person(
        username="chenyue",
        name="陈悦",
        gender="男",
        birth_date=date(1995, 4, 12),
        groups=["新市民", "新生儿家庭"],
        nationality="汉族",
        household_address="云川省安平市河阳县柳林镇陈家村12号",
        address=rented,
        household={"number": "", "police_station": "河阳县公安局柳林派出所"},
        residence_permit={
            "number": "JZ3399000012345",
            "issued_on": date(2025, 12, 20),
            "expires_on": date(2026, 12, 19),
        },
        housing=[
            {
                "kind": "租赁备案",
                "certificate": "明房租备（2025）第20871号",
                "until": date(2027, 11, 30),
            }
        ],
    )
    lin = city.person(
        username="linxiaoyan",
        name="林小燕",
        gender="女",
        birth_date=date(1996, 9, 3),
        groups=["新生儿家庭"],
    )
    city.marry(lin, chen, date(2024, 5, 20))
    chen["address"], chen["household_address"] = rented, "云川省安平市河阳县柳林镇陈家村12号"
    chen["household"] = {"number": "", "police_station": "河阳县公安局柳林派出所"}
    lin["address"] = rented
    wang = city.person(
        username="wangguilan",
        name="王桂兰",
        gender="女",
        birth_date=date(1948, 2, 8),
        groups=["老年人"],
    )
    zhao = city.person(
        username="zhaoqiang",
        name="赵强",
        gender="男",
        birth_date=date(1983, 7, 15),
        groups=["企业与个体工商户"],
    )
    return [chen, lin, wang, zhao]


def hard_cases(city: City) -> list[dict[str, object]]:
    """The cases of a birth that break careless software: each must still get through."""
    unmarried = city.person(
        username="case_unmarried", gender="女", birth_date=date(1999, 1, 6), groups=["新生儿家庭"]
    )
    abroad = city.person(
        username="case_abroad",
        gender="男",
        birth_date=date(1990, 10, 2),
        address="境外（新西兰）",
        groups=["新生儿家庭"],
    )
    wife = city.person(
        username="case_abroad_wife", gender="女", birth_date=date(1992, 3, 9), groups=["新生儿家庭"]
    )
    city.marry(wife, abroad, date(2021, 10, 1))
    abroad["address"] = "境外（新西兰）"
    rare = city.person(
        username="case_rare_name",
        name="𬱖㛃",
        gender="女",
        birth_date=date(1994, 6, 21),
        groups=["新生儿家庭"],
    )
    twins = [
        city.person(
            username=f"case_homonym{n}",
            name="刘洋",
            gender="男",
            birth_date=date(1991, 8, 8),
            groups=["新市民"],
        )
        for n in (1, 2)
    ]
    young = city.person(
        username="case_minor_mother",
        gender="女",
        birth_date=date(2009, 5, 1),
        groups=["新生儿家庭"],
        bank_account=None,
    )
    elsewhere = city.person(
        username="case_other_city",
        gender="女",
        birth_date=date(1997, 12, 30),
        groups=["新生儿家庭"],
        household_address="云川省临安平市解放西路3号",
        household={"number": "", "police_station": "临安平市解放路派出所"},
    )
    wrong = city.person(
        username="case_wrong_record", gender="男", birth_date=date(1988, 11, 11), groups=["新市民"]
    )
    wrong["household_address"] = str(wrong["household_address"]).replace("室", "室（旧门牌）")
    return [unmarried, abroad, wife, rare, *twins, young, elsewhere, wrong]


def crowd(city: City, size: int) -> list[dict[str, object]]:
    people = []
    groups = ["新市民", "学生家长", "毕业生/求职者", "残疾人", "退役军人", "新生儿家庭"]
    while len(people) < size:
        person = city.person()
        if not person["groups"] and city.dice.random() < 0.5:
            person["groups"] = [city.dice.choice(groups)]
        people.append(person)
    adults = [p for p in people if 24 * 365 < (TODAY - p["birth_date"]).days < 70 * 365]  # type: ignore[operator]
    men = [p for p in adults if p["gender"] == "男"]
    women = [p for p in adults if p["gender"] == "女"]
    for husband, wife in list(zip(men, women, strict=False))[:40]:
        later = max(husband["birth_date"], wife["birth_date"])  # type: ignore[type-var]
        city.marry(husband, wife, min(TODAY, later + timedelta(days=25 * 365)))  # type: ignore[operator]
    return people


def organisations(city: City, people: list[dict[str, object]]) -> list[dict[str, object]]:
    made = []
    adults = [p for p in people if (TODAY - p["birth_date"]).days > 22 * 365]  # type: ignore[operator]
    for serial in range(1, 81):
        dice = city.dice
        head = people[3] if serial == 1 else dice.choice(adults[6:])
        is_shop = serial > 50
        word, (line, scope) = dice.choice(WORDS), dice.choice(INDUSTRIES)
        name = (
            f"明州市{dice.choice(list(DISTRICTS.values()))}{word}{dice.choice(SHOPS)}"
            if is_shop
            else f"明州{word}{line}有限公司"
        )
        if serial == 1:
            name, scope = "明州锦程餐饮管理有限公司", "餐饮服务、食品销售"
        made.append(
            {
                "id": uid(f"organisation{serial:03d}"),
                "name": name
                if name not in {o["name"] for o in made}
                else f"{name[:4]}{serial}号{name[4:]}",
                "credit_code": credit_code("92" if is_shop else "91", serial),
                "kind": "个体工商户" if is_shop else "有限责任公司",
                "established_on": TODAY - timedelta(days=dice.randint(60, 6000)),
                "legal_representative": head["identity_number"],
                "legal_representative_name": head["name"],
                "address": city.address().split("幢")[0] + "幢",
                "phone": f"0999-86{serial:05d}",
                "industry": "餐饮业" if serial == 1 else line,
                "scope": scope,
                "capital": None if is_shop else f"{dice.choice([10, 50, 100, 200, 500, 1000])}.00",
                "employees": dice.randint(1, 6) if is_shop else dice.randint(3, 260),
                "status": dice.choice(["存续"] * 9 + ["经营异常"]) if serial > 1 else "存续",
            }
        )
    return made


STAFF = [
    ("editor", "周敏", "zhengfuban", ["editor"], "政务信息科编辑"),
    ("reviewer1", "何静", "zhengfuban", ["reviewer.department"], "政务信息科科长（部门初审）"),
    ("reviewer2", "罗文", "sifa", ["reviewer.legal"], "法制科科长（法务复审）"),
    ("reviewer3", "梁志远", "zhengfuban", ["reviewer.final"], "办公室副主任（终审发布）"),
    ("editor2", "宋佳", "renshe", ["editor"], "办公室编辑"),
    ("editor3", "郑好", "weijian", ["editor"], "宣传科编辑"),
    ("reviewer4", "谢宁", "renshe", ["reviewer.department"], "办公室主任（部门初审）"),
    ("officer", "徐磊", "gongan", ["officer"], "户政窗口受理员"),
    ("officer2", "高洁", "renshe", ["officer"], "社保窗口受理员"),
    ("officer3", "韩冰", "shichang", ["officer"], "企业登记窗口受理员"),
    ("officer4", "唐果", "weijian", ["officer"], "卫生健康窗口受理员"),
    ("officer5", "冯涛", "yibao", ["officer"], "医保窗口受理员"),
    ("officer6", "董洁", "gongjijin", ["officer"], "公积金窗口受理员"),
    ("officer7", "程浩", "ziran", ["officer"], "不动产登记窗口受理员"),
    ("officer8", "曹颖", "minzheng", ["officer"], "民政窗口受理员"),
    ("officer9", "袁野", "gongan", ["officer"], "出入境窗口受理员"),
    ("officer10", "邓超群", "zhujian", ["officer"], "住建窗口受理员"),
    ("officer11", "许诺", "shuiwu", ["officer"], "办税窗口受理员"),
    ("officer12", "沈一", "jiaoyu", ["officer"], "教育窗口受理员"),
    ("officer13", "彭湃", "jiaotong", ["officer"], "交通窗口受理员"),
    ("agent", "蒋琴", "zhengwu", ["agent"], "12345 客服"),
    ("operations", "蔡明", "zhengwu", ["operations"], "运营中心主管"),
    ("operator", "孙涛", "zhengwu", ["operator", "admin.system"], "系统运维"),
    ("auditor", "秦岚", "zhengwu", ["admin.audit"], "安全审计员"),
    ("security", "顾成", "zhengwu", ["admin.security"], "安全保密员"),
]


def staff() -> list[dict[str, object]]:
    return [
        {
            "id": uid(username),
            "username": username,
            "name": name,
            "department": department,
            "roles": roles,
            "title": title,
            "phone": f"19901{number:06d}",
        }
        for number, (username, name, department, roles, title) in enumerate(STAFF, start=1)
    ]


class Plain(yaml.SafeDumper):
    """Writes every value out: a file people read has no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write(name: str, what: str, rows: list[dict[str, object]]) -> None:
    text = yaml.dump(rows, Dumper=Plain, allow_unicode=True, sort_keys=False, width=120)
    (HERE / name).write_text(
        f"# {what} Invented by demo/make_people.py; change that and run it.\n{text}"
    )


def main() -> None:
    city = City()
    people = named_people(city) + hard_cases(city)
    people += crowd(city, 200 - len(people))
    write("people.yaml", "200 people of the demo city.", people)
    write("organisations.yaml", "80 companies and sole traders.", organisations(city, people))
    write("staff.yaml", "The staff of the demo city.", staff())


if __name__ == "__main__":
    main()
