"""申报材料: the papers an applicant hands in."""

import re

from mingtang.content.parsing.model import Found
from mingtang.content.parsing.provisions import Provision, Substance, prose_of, sentences
from mingtang.documents.model import Block

_PAPERS = (
    r"(?:材料|文件|证件|证明|申请表|申请书|登记表|备案表|报告|委托书|确认书|决定书|复印件|原件|资料|副本|协议|承诺书|身份证|凭证|"
    r"清单|批准书|合同|表》)"
)
_HANDS_IN = re.compile(
    rf"(?:(?<!所)需要?|应当?|须|还应当?|并|同时|(?<!申)请|并由其)[^。；]{{0,46}}(?:提交|提供|报送|递交|出示|携带|附送|附具|缴回|上传|持)(?!的)"
    rf"[^。；]{{0,60}}{_PAPERS}"
)
_LISTS = re.compile(
    r"(?:提交|提供|报送|递交|需要?|携带|准备|出具)[^。；]{0,24}(?:下列|以下|如下)[^。；]{0,12}(?:材料|文件|证件|证明|资料)"
)
_BUSINESS = re.compile(
    r"申请|申报|登记|设立|变更|注销|备案|办理|批准|许可|出资|领取|入库|报名|认定|确认|举荐|申领"
)
_NOT_ASKED = re.compile(
    r"罚|责令|虚假|隐瞒|伪造|不得要求|无需提供|免于提交|不再要求|监督检查|年度报告|结案|齐全[^。；]{0,12}的，|真实性"
)
_HEADING = re.compile(r"材料|资料|要件|提供的证明")
_CLAUSE = re.compile(
    r"填写《[^》]+》|(?:申请|申报|证明|备案|相关|其他申请)材料[^，。；]{0,12}|申请表|(?:身份证|营业执照|复印件|扫描件)"
)


_CARRIES = re.compile(
    r"(?<![支坚维保扶主把])(?:持|携带|凭)(?!有|续|股|借)[^，。；：]{2,60}?(?:证书?|簿|执照|合同|证明|病历|卡|原件|复印件)[^，。；：]{0,24}"
    r"(?=[^。；]{0,60}(?:申请|申报|办理|报名|登记|申领|领取|认定))"
)


def materials(substance: Substance) -> list[Found]:
    spans = _of_law(substance) if substance.is_law else _of_notice(substance)
    return [substance.found(start, end, confidence=trust) for start, end, trust in spans]


def asks_for_papers(block: Block, *, provision: Provision) -> bool:
    text = block.text
    if _NOT_ASKED.search(text) or re.search(r"责任|附则|监督", provision.chapter):
        return False
    if _LISTS.search(text):
        return True
    return bool(_HANDS_IN.search(text) and _BUSINESS.search(text + provision.chapter))


def _of_law(substance: Substance) -> list[tuple[int, int, float]]:
    spans: list[tuple[int, int, float]] = []
    for provision in substance.provisions:
        if _HEADING.search(provision.caption):
            spans.append((provision.node.start, provision.node.end, 0.9))
        else:
            spans += _in_article(provision)
    return spans


def _in_article(provision: Provision) -> list[tuple[int, int, float]]:
    """From the paragraph that asks, with the list below it and what else is to be handed in."""
    spans: list[tuple[int, int, float]] = []
    is_listing = False
    for block in provision.blocks:
        is_item = bool(re.match(r"^[（(][一二三四五六七八九十]+[）)]", block.text.strip()))
        asks = not is_item and asks_for_papers(block, provision=provision)
        is_listing = asks or (is_listing and is_item)
        if not is_listing:
            continue
        if spans and block.start - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], block.end, spans[-1][2])
        else:
            spans.append((block.start, block.end, 0.88))
    return spans


def _of_notice(substance: Substance) -> list[tuple[int, int, float]]:
    spans: list[tuple[int, int, float]] = []
    for provision in substance.provisions:
        heading = provision.node.heading
        is_step = re.search(r"程序|流程|步骤|要求|方式", provision.chapter)
        if _HEADING.search(heading) and len(heading) <= 20 and not is_step:
            blocks = prose_of(provision)
            spans.append((blocks[0].start, blocks[-1].end, 0.88))
            continue
        if not is_step:
            spans += _listed(provision) or _mentioned(provision)
    return spans or [span for p in substance.provisions for span in _named_in_steps(p)]


def _named_in_steps(provision: Provision) -> list[tuple[int, int, float]]:
    """Where no section is about papers, the step that asks for them names them."""
    if not re.search(r"程序|流程|步骤|方式", provision.chapter):
        return []
    if not re.search(r"《[^》]+[表书]》|身份证|证明|证书|执照|合同", provision.text):
        return []
    return _listed(provision) or _mentioned(provision)


def _listed(provision: Provision) -> list[tuple[int, int, float]]:
    blocks = provision.blocks
    for index, block in enumerate(blocks):
        if _LISTS.search(block.text) and block.text.strip().endswith(("：", ":")):
            return [(block.start, blocks[-1].end, 0.8)] if index < len(blocks) - 1 else []
    return []


def _mentioned(provision: Provision) -> list[tuple[int, int, float]]:
    """Clauses that name papers an applicant fills in or sends."""
    if not re.search(r"填写《|上传|报送|提交|提供|邮寄|持|携带|凭", provision.text):
        return []
    spans: list[tuple[int, int, float]] = []
    for block in prose_of(provision):
        for start, end, text in sentences(block):
            is_act = re.search(r"填写|打印|加盖|上传|提交|报送|提供|递交", text)
            carried = _CARRIES.search(text)
            if carried and _is_applicants(text):
                spans.append((start + carried.start(), start + carried.end(), 0.6))
                continue
            first = _CLAUSE.search(text)
            if first and is_act and not _NOT_ASKED.search(text) and _is_applicants(text):
                begin = text.rfind("，", 0, first.start()) + 1
                spans.append((start + begin, end, 0.6))
    return spans


def _is_applicants(text: str) -> bool:
    """Offices that are told to report to their superiors are not applicants."""
    is_internal = re.search(r"各地|各级|各部门|主管部门要|责任单位|报送省|报省|精简|减少", text)
    return not is_internal
