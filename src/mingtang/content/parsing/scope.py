"""适用范围: to whom and to what the policy applies."""

import re
from collections.abc import Iterator

from mingtang.content.parsing.model import Found
from mingtang.content.parsing.provisions import (
    ARTICLE,
    Provision,
    Substance,
    prose_of,
    sentences,
)

_INSTRUMENT = (
    r"(?:办法|规定|条例|细则|通知|公告|意见|措施|政策|方案|规则|规程|标准|决定|法|制度|规范|指南|章程|目录"
    r"|准则)"
)
_APPLIES = re.compile(
    rf"适用(?:于)?(?:本|以上|上述)|(?:本|以上|上述){_INSTRUMENT}[^。；，]{{0,6}}适用|适用范围|适用对象|适用于下列|"
    rf"(?:按照|依照|执行|遵守|参照)(?:适用)?本{_INSTRUMENT}(?:的规定)?(?:执行|办理)?[。；]"
)
_APPLIES_ITSELF = re.compile(rf"(?:本|以上|上述){_INSTRUMENT}适用于")
_UNDER_IT = re.compile(rf"应当(?:依照|按照|遵守)[^。]{{0,40}}本{_INSTRUMENT}")
_HEADING = re.compile(
    r"范围|对象|适用|申请条件|申报条件|基本条件|支持条件|受理条件|享受条件|资格条件|准入条件|申领条件|申报要求|申报主体|申请资格|参评条件|推荐条件|报名条件|认定条件|^.{0,6}条件$|[限禁]行(?:区域|车辆|车型)|服务人群|受益人群|适用人群|保障人群|补贴条件|奖励条件|扶持条件"
)
_NAMES = re.compile(rf"对象(?:为|是|包括|主要)|本{_INSTRUMENT}适用")
_TOPICS = re.compile(r"征集|扩大|经营范围|主要任务|资助范围和")
_COMPOUND = re.compile(r"[和及与、]")
_WHO = re.compile(r"主要包括|包括|是指|符合|适用|可以申请|均可|限于|面向|具备|为：|对象为")
_ENTITLED = re.compile(
    r"符合(?:下列|以下|本)[^。]{0,20}(?:条件|规定)|(?:应当|须|需)(?:同时)?(?:具备|符合|满足)(?:下列|以下)[^。]{0,12}条件|"
    r"有下列情形之一的，[^。]{0,20}(?:可以|应当)[^。]{0,20}申请|可以[^。；]{0,24}申请[^。；]{0,20}[：:]"
)
_BELONGS = re.compile(
    r"^(?:第\S+条\s*)?[^，。；]{3,60}(?:的[一-龥]{0,8}|人员|企业|单位|机构)，(?:应当|适用|均|可)[^。]*(?:纳入|适用|享受|申请)"
)
_ADJUSTS = re.compile(
    r"(?:在[^，。；]{2,40}(?:期间|范围内))?对[^，。；]{4,90}(?:进行|实行|予以|给予)[^，。；]{2,20}"
)


def scope(substance: Substance) -> list[Found]:
    spans = [*(_of_law(substance) if substance.is_law else _of_notice(substance))]
    return [substance.found(start, end, confidence=trust) for start, end, trust in spans]


Span = tuple[int, int, float]


def _of_law(substance: Substance) -> list[Span]:
    captioned = [p for p in substance.provisions if _HEADING.search(p.caption)]
    if captioned:
        return [(p.node.start, p.node.end, 0.92) for p in captioned]
    chapters = [p for p in substance.provisions if re.search(r"范围|对象|条件", p.chapter)]
    entitled = [p for p in chapters if _grants(p)]
    if entitled:
        named = [p for p in substance.provisions[:8] if _NAMES.search(p.text) and p not in entitled]
        return [(p.node.start, p.node.end, 0.8) for p in (*named, *entitled)]
    early = [
        *substance.provisions[: max(8, len(substance.provisions) // 4)],
        *(p for p in substance.provisions[-6:] if p.node.label.rank > ARTICLE),
    ]
    for pattern, trust in ((_APPLIES, 0.95), (_UNDER_IT, 0.75), (_BELONGS, 0.65)):
        told = {span for p in early for span in _paragraphs(p, pattern, trust=trust)}
        if told:
            return sorted(told)
    found = [span for p in substance.provisions if (span := _entitlement(p))]
    return found[:1]


def _grants(provision: Provision) -> bool:
    is_rule_making = re.search(r"标准[^。]{0,12}由[^。]{4,60}(?:规定|制定|确定)", provision.text)
    is_amount = re.search(r"\d\s*(?:万|亿)?元|[%％]", provision.text)
    return (
        not is_rule_making
        and not is_amount
        and not re.search(r"暂缓|不予|不得|取消|撤销|终止", provision.text[:60])
        and bool(re.search(r"可以|应当|下列|包括|符合", provision.text))
    )


def _paragraphs(provision: Provision, pattern: re.Pattern[str], *, trust: float) -> list[Span]:
    """From the first paragraph that says so to the last; a list below it belongs to it."""
    blocks = provision.blocks
    hits = [index for index, block in enumerate(blocks) if pattern.search(block.text)]
    if not hits or re.search(r"原则|废止|参照本", provision.text):
        return []
    last = hits[-1]
    if blocks[last].text.strip().endswith(("：", ":")):
        last = len(blocks) - 1
    return [(blocks[0].start if hits[0] else provision.node.start, blocks[last].end, trust)]


def _entitlement(provision: Provision) -> Span | None:
    if _ENTITLED.search(provision.text):
        return provision.node.start, provision.node.end, 0.6
    return None


def _of_notice(substance: Substance) -> list[Span]:
    found = [span for p in _headed(substance) for span in _body(p)]
    if found:
        return sorted({*found, *_stated(substance, found)})
    found = list(_saying(substance, _APPLIES, trust=0.85))
    found = found or list(_saying(substance, _ENTITLED, trust=0.6))[:2]
    return found or list(_subject(substance))


def _stated(substance: Substance, found: list[Span]) -> Iterator[Span]:
    """Conditions told under a heading do not replace the sentence that says where a rule applies."""
    for start, end, trust in _saying(substance, _APPLIES_ITSELF, trust=0.85):
        if all(end <= first or start >= last for first, last, _ in found):
            yield start, end, trust


def _headed(substance: Substance) -> Iterator[Provision]:
    for provision in substance.provisions:
        heading = provision.node.heading
        if _HEADING.search(heading) and len(heading) <= 24 and not _TOPICS.search(heading):
            yield provision


def _body(provision: Provision) -> list[Span]:
    """A heading that names scope and something else leaves the scope to the sentences that tell it."""
    blocks = prose_of(provision)
    topics = _COMPOUND.split(provision.node.heading)
    if not all(
        re.search(r"范围|对象|条件|适用|资格|要求|区域|车辆|车型|人群", topic) for topic in topics
    ):
        told = [s for block in blocks for s in sentences(block) if _WHO.search(s[2])]
        return [(start, end, 0.7) for start, end, _ in told[:1]]
    return [(blocks[0].start, blocks[-1].end, 0.85)]


def _saying(substance: Substance, pattern: re.Pattern[str], *, trust: float) -> Iterator[Span]:
    for block in substance.blocks:
        if re.search(r"废止|有效期", block.text):
            continue
        for start, end, text in sentences(block):
            if pattern.search(text):
                yield start, end, trust


def _subject(substance: Substance) -> Iterator[Span]:
    """Nothing better: what the opening paragraph says is dealt with."""
    for block in substance.lead[:2]:
        match = _ADJUSTS.search(block.text)
        if match and not re.search(r"[如以]下|通知如下", match.group()):
            yield block.start + match.start(), block.start + match.end(), 0.5
