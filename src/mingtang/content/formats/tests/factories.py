"""Sources with only the interesting part left to say."""

from datetime import date
from typing import Any

from mingtang.content.sources.modules import with_modules
from mingtang.content.sources.reading import paragraphs_of
from mingtang.content.sources.source import (
    Attached,
    Block,
    Paragraph,
    ParagraphKind,
    Run,
    Source,
    Table,
)

BODY = """
<p>为减轻家庭负担，现就有关事项通知如下：</p>
<h2>一、补贴对象</h2>
<p>具有本市户籍、符合下列条件的居民，可以申请居家养老补贴：年满 80 周岁，或者经评估为失能的老年人。</p>
<h2>二、补贴标准</h2>
<p>对符合条件的老年人，给予每人每月 300 元的居家养老补贴，最高不超过每年 3600 元。</p>
<h2>三、申报材料</h2>
<p>申请人应当提交下列材料：身份证复印件、评估报告和银行卡复印件。</p>
<h2>四、办理程序</h2>
<p>申请人向户籍所在地街道办事处提出申请。街道办事处应当自受理之日起 5 个工作日内完成审核，并公示 7 个工作日。
公示无异议的，由区民政局按月拨付补贴。</p>
<h2>五、联系方式</h2>
<p>咨询电话：0999-8612345，联系人：王老师。</p>
<p>本通知自 2026年3月1日起施行，有效期 5 年。</p>
"""
TABLE = Table(heads=["档次", "金额（元）"], rows=[["甲", "300"], ["乙", "500"]])


def text(words: str) -> Paragraph:
    return Paragraph(kind=ParagraphKind.TEXT, runs=[Run(text=words)])


def heading(words: str, *, level: int = 1, anchor: str = "") -> Paragraph:
    return Paragraph(kind=ParagraphKind.HEADING, runs=[Run(text=words)], level=level, anchor=anchor)


def body_of(html: str) -> list[Block]:
    blocks: list[Block] = []
    number = 0
    for block in paragraphs_of(html):
        if block.kind is ParagraphKind.HEADING and block.level == 1:
            number += 1
            block = heading(block.text, anchor=f"s{number}")
        blocks.append(block)
    return blocks


def source(**fields: Any) -> Source:
    facts: dict[str, Any] = {
        "title": "关于发放居家养老补贴的通知",
        "issuer": "明州市民政局",
        "doc_number": "明民发〔2026〕7号",
        "addressee": "各区、县民政局，各街道办事处",
        "summary": "80 岁以上和失能的老人，每月 300 元。",
        "issued_on": date(2026, 2, 10),
        "effective_on": date(2026, 3, 1),
        "expires_on": date(2031, 2, 28),
        "validity": "有效",
        "body": body_of(BODY),
        "attachments": [Attached(title="申请表", kind="DOCX", size=2048)],
        "digest": "ab" * 32,
    }
    return with_modules(Source(**{**facts, **fields}))


def news(**fields: Any) -> Source:
    facts: dict[str, Any] = {
        "kind": "news",
        "title": "滨江步道周末开放",
        "issuer": "",
        "doc_number": "",
        "addressee": "",
        "origin": "明州市住房和城乡建设局",
        "body": [text("滨江步道本周六起免费开放，全长 3.2 公里。")],
        "attachments": [],
        "effective_on": None,
        "expires_on": None,
        "validity": "",
    }
    return source(**{**facts, **fields})
