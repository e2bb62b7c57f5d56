"""受理部门和联系方式: who handles it and how to reach them."""

import re
from collections.abc import Iterator

from mingtang.content.parsing.model import Found
from mingtang.content.parsing.provisions import Substance, prose_of, sentences
from mingtang.documents.model import Block

_PHONE = (
    r"(?:0\d{2,3}[-—–－\s]?\d{7,8}|(?<!\d)1\d{10}(?!\d)|(?<!\d)\d{7,8}(?!\d)"
    r"|(?<!\d)12\d{3}(?!\d)|(?<!\d)[48]00[-\d]{7,9})"
)
_SAID = r"(?:\s*[:：]|[为是在](?!由))"
_REACH = re.compile(
    rf"(?:电话|热线|传真|手机)[^。；]{{0,20}}{_PHONE}|(?:拨打|致电)[^。；]{{0,8}}{_PHONE}"
    rf"|(?:咨询|技术支持|服务)\s*[:：][^。；]{{2,40}}{_PHONE}|[一-龥）)]\s*[:：]\s*0\d{{2,3}}[-—–－]\d{{7,8}}"
    rf"|(?:联系人|联系方式|联系电话|咨询电话|服务电话|电子邮箱|邮箱|咨询窗口){_SAID}"
    rf"|(?:邮寄|通讯|通信|办公|办理|受理)(?:地址|地点){_SAID}|[\w.]+@[\w.]+\.\w+"
)
_NUMBER = r"(?<!\d)[\d—－-]{7,13}(?!\d)"
_LINE = re.compile(
    r"^(?:[（(])?\s*(?:\d+[.、．]\s*)?(?:联系|(?:业务|政策)?咨询|技术支持|邮寄|通讯|通信|地址|电话|受理(?:地点|部门|单位|机构|窗口)|办公|办理地点|电子邮箱|邮箱|传真|监督电话)"
)
_HEADING = re.compile(
    r"联系方式|^(?:联系|政策|业务)?咨询|受理部门|受理机构|受理单位|办理地点|受理地点"
)
_HANDLES = re.compile(
    r"(?:是|为)[^，。；]{2,30}(?:登记机关|受理机关|受理部门|办理机关|审批机关|许可机关|发证机关|主管(?:机关|部门))|"
    r"(?:机关|机构|部门|政府|办事处|委员会|局|厅|中心|办公室)[^，。；]{0,6}(?:负责|承担)[^。；]{0,30}(?:受理|登记|审批|办理|审查|核发|申请)|受理(?:部门|机构|单位)"
)


def contact(substance: Substance) -> list[Found]:
    spans = list(_reaching(substance)) or list(_headed(substance))
    trust = 0.92
    if not spans:
        spans, trust = list(_handling(substance)), 0.6
    return [substance.found(start, end, confidence=trust) for start, end in spans]


def _everywhere(substance: Substance) -> list[Block]:
    """Contacts stand in the text, or between it and the annexes."""
    anatomy = substance.anatomy
    seen: dict[int, Block] = {}
    for block in (*substance.blocks, *anatomy.prose, *anatomy.notes):
        seen[block.start] = block
    return [seen[start] for start in sorted(seen)]


def _reaching(substance: Substance) -> Iterator[tuple[int, int]]:
    headed = {block.start for block in _under_contact_headings(substance)}
    for block in _everywhere(substance):
        text = block.text.strip()
        if block.start in headed and re.search(_NUMBER, text):
            yield block.start, block.end
            continue
        if not _REACH.search(text) or (len(text) <= 14 and not re.search(r"\d{3}|@", text)):
            continue
        if len(text) <= 220 and _LINE.match(text):
            yield block.start, block.end
            continue
        for start, end, sentence in sentences(block):
            if _REACH.search(sentence):
                yield start, end


def _under_contact_headings(substance: Substance) -> Iterator[Block]:
    for provision in substance.provisions:
        headings = (provision.chapter, provision.node.heading)
        if any(_HEADING.search(heading) and len(heading) <= 14 for heading in headings):
            yield from prose_of(provision)


def _headed(substance: Substance) -> Iterator[tuple[int, int]]:
    for provision in substance.provisions:
        for heading in (provision.chapter, provision.node.heading, provision.caption):
            if _HEADING.search(heading) and len(heading) <= 14:
                yield provision.node.start, provision.node.end
                break


def _handling(substance: Substance) -> Iterator[tuple[int, int]]:
    """Rules give no telephone; they say which office handles the matter."""
    for provision in substance.provisions:
        is_penal = re.search(r"责任|附则|监督", provision.chapter)
        is_penal = is_penal or re.search(r"修改为|删去", provision.text)
        if not is_penal and provision.place < 0.5 and _HANDLES.search(provision.text):
            yield provision.node.start, provision.node.end
            return
