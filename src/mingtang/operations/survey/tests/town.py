"""A small town's site in a folder, healthy by default: tests break one thing of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from mingtang.operations.survey.findings import Report
from mingtang.operations.survey.gathering.bounds import Bounds
from mingtang.operations.survey.inspecting import Order, inspect
from mingtang.operations.survey.rules import load_rules

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
HOST = "www.qingshui.gov.example"
MARKS = (
    "主办单位：清水县人民政府办公室 联系电话：0999-1234567 网站标识码：3399010001 "
    "ICP备案号：演示ICP备00000001号 演示公网安备33990000000001号 党政机关标识 无障碍 长者版"
)
FOOT = (
    f'<footer>{MARKS} <a href="/ditu/">网站地图</a> <a href="/about/">我为政府网站找错</a></footer>'
)
SEARCH = '<form action="/search" role="search"><label for="q">搜索</label><input id="q" name="q" type="search"></form>'
LONG = "本办法所称住房补贴，是指按照规定向符合条件的家庭发放的补助资金，由县住房保障部门负责组织实施，每年核定一次。"
GUIDE = {
    "实施主体": "县民政局",
    "设定依据": "婚姻登记条例第四条",
    "受理条件": "双方年满法定婚龄",
    "申请材料": "身份证、户口簿",
    "办理地点": "县政务服务中心二楼，工作日 8:30 到 17:30",
    "承诺时限": "当场办结",
    "办理流程": "申请、审查、登记、发证",
    "收费标准": "不收费",
    "咨询电话": "0999-1234568",
}


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def metas(given: Mapping[str, str]) -> str:
    return "".join(f'<meta name="{n}" content="{escape(v)}">' for n, v in given.items())


def page(title: str, body: str, meta: Mapping[str, str] | None = None, *, foot: str = FOOT) -> str:
    head = f'<meta charset="utf-8"><title>{title}</title>{metas(meta or {})}'
    top = f'<header>{SEARCH}<a href="/">首页</a></header>'
    main = f"<main><h1>{title}</h1>{body}</main>"
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{top}{main}{foot}</body></html>'


def article(title: str, body: str, *, day: str, column: str, kind: str, **more: str) -> str:
    meta = {
        "ColumnName": column,
        "ColumnType": kind,
        "ArticleTitle": title,
        "PubDate": f"{day} 09:00",
        "ContentSource": "清水县人民政府",
        **more,
    }
    return page(title, f"<p>{body}</p>", meta)


def listing(rows: list[tuple[str, str, str]]) -> str:
    return (
        "<ul>"
        + "".join(
            f'<li><a href="{where}">{title}</a> <span>{day}</span></li>'
            for where, title, day in rows
        )
        + "</ul>"
    )


@dataclass
class Column:
    slug: str
    name: str
    kind: str
    rows: list[tuple[str, str, str]] = field(default_factory=list)
    lead: str = ""

    @property
    def address(self) -> str:
        return f"/{self.slug}/"


class Town:
    """Files by address; `write` puts them into a folder."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.columns: list[Column] = []
        self._column("gaikuang", "县情概况", "概况信息", "清水县位于", 100)
        self._column("jigou", "机构职能", "机构职能", "县政府工作部门", 100)
        self.add_column("lingdao", "领导之窗", "负责人信息")
        self.add("lingdao", "zhang", "张远山：县长", "主持县政府全面工作。", 60)
        self._column("yaowen", "清水要闻", "工作动态", "县长张远山到田间查看墒情", 2)
        self._policies()
        self.add_column("zixun", "我要咨询", "咨询投诉")
        self.add(
            "zixun",
            "dengji",
            "结婚登记要预约吗？",
            self.letter(answer="不用预约，工作日随到随办。"),
            5,
        )
        self.add_column("banshi", "办事服务", "办事服务")
        self.guide("jiehun", "结婚登记", GUIDE)
        for slug, name in (("ditu", "网站地图"), ("about", "关于我们")):
            self.put(f"/{slug}/", page(name, f"<p>{name}</p>"))

    def _column(self, slug: str, name: str, kind: str, title: str, days: int) -> None:
        self.add_column(slug, name, kind)
        self.add(slug, "yi", title, "正文内容在这里，写得很清楚。", days)

    def _policies(self) -> None:
        self.add_column("wenjian", "政策文件", "政策文件")
        self.add_column("jiedu", "政策解读", "政策解读")
        link = '<a href="/jiedu/butie/">解读</a>'
        self.policy("butie", "清水县住房补贴办法", "清政发〔2026〕3号", days=20, more=link)
        back = '补贴每户每月三百元。<a href="/wenjian/butie/">看文件</a>'
        self.add("jiedu", "butie", "住房补贴办法解读", back, 19)

    def add_column(self, slug: str, name: str, kind: str, lead: str = "") -> Column:
        column = Column(slug, name, kind, lead=lead)
        self.columns.append(column)
        return column

    def column(self, slug: str) -> Column:
        return next(column for column in self.columns if column.slug == slug)

    def add(self, slug: str, name: str, title: str, body: str, days: int, **more: str) -> str:
        column, address = self.column(slug), f"/{slug}/{name}/"
        text = article(title, body, day=ago(days), column=column.name, kind=column.kind, **more)
        self.put(address, text)
        column.rows.append((address, title, ago(days)))
        return address

    def policy(
        self, name: str, title: str, number: str, *, days: int, state: str = "有效", more: str = ""
    ) -> str:
        told = {"发文字号": number, "有效性": state}
        rows = "".join(f"<dt>{n}</dt><dd>{v}</dd>" for n, v in told.items())
        return self.add("wenjian", name, title, f"</p><dl>{rows}</dl><p>{LONG}{title}{more}", days)

    def letter(self, *, asked: int = 5, answer: str = "", answered: int | None = None) -> str:
        told = f"<h2>来信</h2><p>来信时间：{ago(asked)}</p><p>请问要不要预约？</p>"
        when = f"<p>答复时间：{ago(answered)}</p>" if answered is not None else ""
        return told + (f"<h2>答复</h2>{when}<p>{answer}</p>" if answer else "")

    def guide(self, name: str, title: str, told: Mapping[str, str], extra: str = "") -> str:
        rows = "".join(f"<tr><th>{n}</th><td>{v}</td></tr>" for n, v in told.items())
        return self.add("banshi", name, title, f"</p><table>{rows}</table><p>{extra}", 30)

    def put(self, address: str, content: str | bytes) -> None:
        self.files[address] = content.encode() if isinstance(content, str) else content

    def home(self, extra: str = "", *, drop: str = "") -> str:
        rows = [(c.address, c.name, "") for c in self.columns]
        news = [row for c in self.columns for row in c.rows][-60:]
        meta = {"SiteName": "清水县人民政府", "SiteDomain": HOST, "SiteIDCode": "3399010001"}
        meta.pop(drop, None)
        text = page("清水县人民政府", listing(rows) + listing(news) + extra, meta)
        return text.replace(drop, "") if drop else text

    def write(self, folder: Path, *, home: str | None = None) -> Path:
        for column in self.columns:
            meta = {"ColumnName": column.name, "ColumnType": column.kind}
            body = f"<p>{column.lead}</p>" + listing(column.rows)
            self.files.setdefault(column.address, page(column.name, body, meta).encode())
        self.files["/"] = (home or self.home()).encode()
        for address, content in self.files.items():
            place = folder / address.lstrip("/")
            place = place / "index.html" if address.endswith("/") else place
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return folder


def inspected(folder: Path, **more: Any) -> Report:
    """Inspect a folder on the day the town's texts were written for."""
    bounds = {"served": ("/search",), "retry_after": 0, "rate": 0, **more.pop("bounds", {})}
    order = Order(
        origin=str(folder),
        rules=more.pop("rules", load_rules()),
        bounds=Bounds(**bounds),
        now=NOW,
        **more,
    )
    return inspect(order)


def rules_of(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}
