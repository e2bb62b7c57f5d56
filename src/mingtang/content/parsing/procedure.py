"""办事流程: how something is applied for, examined, decided and handed out."""

import re

from mingtang.content.parsing.materials import asks_for_papers
from mingtang.content.parsing.model import Found
from mingtang.content.parsing.provisions import Provision, Substance
from mingtang.documents.model import Block

_OFFICE = (
    r"(?:机关|机构|部门|委员会|政府|站|局|中心|办公室|窗口|平台|系统|单位|厅|委|登记处|服务站)"
)
_STEPS = (
    re.compile(
        rf"(?:向|到)[^，。；]{{2,50}}{_OFFICE}?[^，。；]{{0,16}}(?:申请|提出|备案|申报|求助|办理|报名|登记|提交|注销|签注|换领|补领|年审)"
    ),
    re.compile(
        r"(?:可以|应当|须|需|可)[^，。；]{0,30}(?:申请|申报|申领|报名|登录|登记|填报|网上办理)"
    ),
    re.compile(r"受理|收到[^，。；]{0,16}申请|接到[^，。；]{0,16}申请"),
    re.compile(r"审查|审核|核查|核实|初审|复审|评审|评估|验收|勘验|查验"),
    re.compile(
        r"作出[^，。；]{0,24}决定|决定[^，。；]{0,8}(?:提供|是否|予以|不予)|予以(?:登记|批准|确认|批复)|不予[^，。；]{1,8}"
    ),
    re.compile(
        r"之?日(?:起|后)?\s*[〇一二三四五六七八九十\d]+\s*(?:个)?(?:工作)?日|[一二三四五六七八九十\d]+(?:个?(?:工作)?日|个月)(?:之?内|前)|当场|即时"
    ),
    re.compile(r"公示|公告期|异议"),
    re.compile(r"颁发|发给|换发|核发|出具|送达|发放|拨付|兑付"),
    re.compile(
        r"(?:书面|一次性|及时)?(?:告知|通知)[^，。；]{0,10}(?:申请人|当事人|理由|单位|其)|说明[^，。；]{0,8}理由|书面答复"
    ),
    re.compile(
        r"代为(?:提出|申[请领办])|代理申请|协助提供|书面形式|口头申请|推荐[^，。；]{0,20}(?:上报|推荐)|入库"
    ),
)
_HEADING = re.compile(
    r"流程|程序|申请受理|申报|申请|受理|审查|审核|审批|办理|评审|评定|认定|步骤|拨付|兑现|颁证|送达|登记|报名|公示|验收|确认"
)
_NAMED = re.compile(
    r"流程|程序|步骤|(?:申报|申请|评审|办理|报名|推荐|兑付|发放|受理|评选)(?:方式|办法|时间)"
)
_CHAPTER = re.compile(
    r"申请|申领|申报|发放|受理|审查|审核|审批|程序|登记|认定|评审|评定|确认|办理|入库|拨付|变更|注销|公示|许可|备案|核准"
)
_CORE_CHAPTER = re.compile(r"申请|申报|受理|审查|审核|审批|程序|认定|确认")
_OTHER_CHAPTER = re.compile(r"责任|附则|监督|罚|权利|义务|总则|组织|公示和|使用")
_OTHER_MATTER = re.compile(
    r"罚款|责令|处分|刑事责任|滥用职权|本(?:办法|条例|规定|细则)所称|是指|为了|制定本|负责全国|主管(?:部门|机关)|"
    r"原则|施行|解释|经费|预算|专款专用|撤销[^，。；]{0,10}资格|吊销|没收|投诉|举报|信访|档案|纪律|具备[^。；]{0,6}(?:以下|下列)|有(?:以下|下列)[^。；]{0,8}情形|符合(?:以下|下列)"
)


def procedure(substance: Substance) -> list[Found]:
    spans = _of_law(substance) if substance.is_law else _of_notice(substance)
    return [substance.found(start, end, confidence=trust) for start, end, trust in spans]


def steps_in(text: str) -> int:
    return sum(bool(step.search(text)) for step in _STEPS)


def _of_law(substance: Substance) -> list[tuple[int, int, float]]:
    spans: list[tuple[int, int, float]] = []
    for provision in substance.provisions:
        weight = weight_of(provision)
        if weight >= 2.0:
            spans += [
                (start, end, min(0.9, 0.5 + weight / 10))
                for start, end in _without_papers(provision)
            ]
    return spans


def weight_of(provision: Provision) -> float:
    weight = float(steps_in(provision.text))
    if _HEADING.search(provision.caption):
        weight += 1.5
    if _OTHER_CHAPTER.search(provision.chapter):
        weight -= 2.0
    elif _CORE_CHAPTER.search(provision.chapter):
        weight += 1.0
    elif _CHAPTER.search(provision.chapter):
        weight += 0.5
    elif re.search(r"范围|对象|条件|标准", provision.chapter):
        weight -= 1.5
    if _OTHER_MATTER.search(provision.text):
        weight -= 2.0
    if not re.search(
        r"申请|申报|登记|受理|求助|办理|备案|注销|确认|举荐|入库|报名", provision.text
    ):
        weight -= 1.0
    return weight


def _without_papers(provision: Provision) -> list[tuple[int, int]]:
    """The papers to hand in are told under 申报材料; here they would only hide the steps."""
    kept: list[tuple[int, int]] = []
    is_listing = False
    for block in provision.blocks:
        is_item = bool(re.match(r"^[（(][一二三四五六七八九十]+[）)]", block.text.strip()))
        is_listing = is_listing and is_item
        asks = asks_for_papers(block, provision=provision)
        is_listing = is_listing or asks
        if is_listing and not (asks and _applies(block)):
            continue
        if kept and block.start - kept[-1][1] <= 1:
            kept[-1] = (kept[-1][0], block.end)
        else:
            kept.append((block.start, block.end))
    return kept


def _applies(block: Block) -> bool:
    """A paragraph that also says where to apply is a step, even if it names what to bring."""
    return bool(re.search(r"提出[^，。；]{0,16}申请(?!书)|书面申请(?!书)", block.text))


def _of_notice(substance: Substance) -> list[tuple[int, int, float]]:
    spans: list[tuple[int, int, float]] = []
    for provision in substance.provisions:
        heading = f"{provision.chapter} {provision.node.heading}"
        steps = steps_in(provision.text)
        is_named = bool(_NAMED.search(heading)) and len(heading) <= 30
        is_other = re.search(r"要求|条件|对象|材料|范围|标准", heading) and not is_named
        is_named = is_named or bool(steps and len(heading) <= 11 and _HEADING.search(heading))
        is_headed = is_named or (_HEADING.search(heading) and len(heading) <= 26 and steps >= 2)
        is_for_people = re.search(
            r"可[^，。；]{0,24}(?:申请|办理|申领)|登录|填写|邮寄|窗口|现场办理", provision.text
        )
        is_told = (steps >= 3 and is_for_people) or _tells_how(provision.text)
        if (is_headed or is_told) and not is_other:
            told = [block for block in provision.blocks if not _is_contact(block)]
            blocks = told or provision.blocks
            spans.append((blocks[0].start, blocks[-1].end, 0.8 if is_headed else 0.6))
    return spans


def _tells_how(text: str) -> bool:
    is_filed = re.search(
        r"(?:应|须|可|需)[^，。；]{0,20}向[^，。；]{2,30}(?:申报|申请|报告|提出)|收到[^，。；]{0,10}申请",
        text,
    )
    if is_filed and steps_in(text) >= 2:
        return True
    return bool(
        re.search(
            r"(?:通过|采取|采用)[^。；]{2,40}(?:方式|渠道|平台)[^。；]{0,40}(?:申领|申请|申报|办理)",
            text,
        )
        and re.search(r"办理|告知承诺|受理|现场", text)
    )


def _is_contact(block: Block) -> bool:
    return bool(re.search(r"联系电话|咨询电话|邮寄地址|联系人", block.text[:40]))
