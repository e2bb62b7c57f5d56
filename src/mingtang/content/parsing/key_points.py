"""政策要点: the provisions a reader must know, in the order of the text."""

import re

from mingtang.content.parsing.model import Found
from mingtang.content.parsing.procedure import weight_of
from mingtang.content.parsing.provisions import Provision, Substance, prose_of

_ORGANISING = re.compile(
    r"组织领导|组织实施|组织保障|组织协调|保障措施|工作要求|有关要求|总体要求|指导思想|基本原则|工作原则|主要目标|工作目标|总体目标|"
    r"督促检查|督查|加强领导|宣传引导|宣传培训|附则|高度重视|提高认识|充分认识|狠抓落实|抓好落实|实施步骤|其他事项|解释|纪律要求|工作措施|监督检查|^\s*(?:联系|咨询)|咨询电话|联系方式"
)
_IDLE = re.compile(
    r"^(?:第\S+条\s*)?(?:为了?[^。]{6,200}制定本|本(?:办法|条例|规定|细则|规则|法|政策|措施|意见|方案)(?:自|由|所称|中|下列|的|适用)|"
    r"[^。]{0,60}(?:另有规定的|从其规定)|违反本)|是指|的原则|下列用语|负责解释|同时废止|参照本|"
    r"(?:依法)?追究[^。]{0,8}刑事责任|罚款|给予[^。]{0,12}处分|纪律处分|责令改正"
)
_IDLE_CAPTION = re.compile(
    r"目的|依据|附则|职责|分工|监督|施行|实施日期|解释|定义|原则|责任追究|有效期"
)
_ADMINISTRATION = re.compile(
    r"^(?:第\S+条\s*)?(?:国家|国务院|县级以上|各级|市、?县|省、|市?人民政府|[^，。；]{2,40}(?:部门|机关|委员会|政府))[^。]{0,40}"
    r"(?:负责|主管|监督管理|领导|协调|指导|鼓励|支持|制定|建立健全|会同|列入|纳入)"
)
_CUES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"下列|以下"), 1.0),
    (re.compile(r"不得|禁止|严禁"), 0.7),
    (re.compile(r"应当|必须|须"), 0.4),
    (re.compile(r"可以|有权|享有|享受"), 0.5),
    (re.compile(r"条件|资格|标准|范围|方式|事项|类型"), 0.5),
    (re.compile(r"\d+\s*(?:个)?(?:工作)?日内|之日起|每年|期限"), 0.4),
    (re.compile(r"费用|免费|收费|补贴|补助|奖励|免征|元|%|比例"), 0.5),
    (
        re.compile(
            r"公民|申请人|企业|单位和个人|人员|用人单位|个人|居民|家庭|当事人|经营者|所有人"
        ),
        0.4,
    ),
    (re.compile(r"方可|只能|予以|给予|纳入"), 0.3),
)
_CORE_CHAPTER = re.compile(
    r"范围|条件|对象|标准|设立|编制|保障|救助|资格|服务|优惠|支持|待遇|确认|行为|管理|使用|权益|奖励|申请|登记"
)
_MINOR_CHAPTER = re.compile(r"责任|附则|监督|罚|组织(?:机构|领导|实施)|公示")
_LESSER_CHAPTER = re.compile(r"权利|义务|实施|保障措施|职责")
_PAPERWORK = re.compile(
    r"(?:提交|提供)(?:下列|以下|[^，。；]{0,30}(?:证明|文件|材料|委托书|确认书))|申请人提交的[^。]{0,20}材料"
)
_IN_FORCE = re.compile(
    r"本(?:通知|公告|通告|意见|办法|措施|政策|规定)[^。；]{0,6}自[^。；]{2,30}起(?:施行|执行|实施|生效)"
)
_ASKS = re.compile(r"[^，。；]{0,12}(?:咨询|联系|监督|举报|服务)(?:电话|方式|人)\s*[:：]")
_FRAME_CHAPTER = re.compile(r"^\s*(?:总则|附则|其他)")
_GIFT = re.compile(
    r"支持|鼓励|给予|奖励|补[贴助]|资助|贴息|减免|优惠|扶持|免[收征费]|推动|加强|优化"
)
_SHARE, _FEWEST, _MOST = 0.22, 4, 9


def key_points(substance: Substance) -> list[Found]:
    if substance.is_law:
        return _of_law(substance)
    points = [p for p in substance.provisions if _is_point(p)] or list(substance.provisions)
    return [_told(substance, provision) for provision in points] or _unnumbered(substance)


def _is_point(provision: Provision) -> bool:
    heading = f"{provision.chapter} {provision.node.heading}"
    is_plain = not _ORGANISING.search(heading)
    is_about_itself = len(provision.text) < 90 and _IN_FORCE.search(provision.text)
    is_frame = _FRAME_CHAPTER.search(provision.chapter) and _IDLE.search(_unlabelled(provision))
    return is_plain and not is_about_itself and not is_frame and len(provision.text) > 12


def _unlabelled(provision: Provision) -> str:
    return provision.text[provision.node.label.length :].strip()


def _told(substance: Substance, provision: Provision) -> Found:
    """The whole provision if it is one paragraph or a list, else the paragraph that leads it."""
    blocks = [b for b in prose_of(provision) if not _ASKS.match(b.text.strip())] or provision.blocks
    is_list = bool(provision.node.children)
    first = blocks[0] if is_list else next((b for b in blocks if len(b.text) >= 30), blocks[0])
    last = blocks[-1] if provision.node.children or len(blocks) == 1 else first
    return substance.found(first.start, max(first.end, last.end), confidence=0.8)


def _unnumbered(substance: Substance) -> list[Found]:
    """A text without numbers: its paragraphs, less the opening and the closing formula."""
    blocks = [b for b in substance.lead if len(b.text) > 30]
    told = [b for b in blocks if not re.search(r"通知如下|公告如下|如下[:：]$|特此|附件", b.text)]
    return [substance.found(b.start, b.end, confidence=0.55) for b in told[:10]]


def _of_law(substance: Substance) -> list[Found]:
    if _are_measures(substance):
        return _of_measures(substance)
    weighed = [(weigh(p), p) for p in substance.provisions]
    most = max(_FEWEST, min(_MOST, round(len(weighed) * _SHARE)))
    best = sorted(weighed, key=lambda pair: -pair[0])[:most]
    chosen = [p for weight, p in best if weight > 0.8]
    return [
        substance.found(p.node.start, p.node.end, confidence=0.65)
        for p in sorted(chosen, key=lambda p: p.node.start)
    ]


def _are_measures(substance: Substance) -> bool:
    """Support measures numbered like a rule: no chapters, and most articles give something."""
    provisions = substance.provisions
    has_chapters = any(p.chapter_number for p in provisions)
    giving = sum(bool(_GIFT.search(p.text[:80])) for p in provisions)
    return not has_chapters and giving * 2 > len(provisions)


def _of_measures(substance: Substance) -> list[Found]:
    return [
        substance.found(p.node.start, p.node.end, confidence=0.75)
        for p in substance.provisions
        if not _IDLE.search(_unlabelled(p))
        and not _FRAME_CHAPTER.search(p.node.heading)
        and not _FRAME_CHAPTER.search(p.chapter)
    ]


def weigh(provision: Provision) -> float:
    """How much a citizen or a company must know the article; made of cues, each worth little."""
    text, chapter = provision.text, provision.chapter
    if _IDLE.search(text) or _IDLE_CAPTION.search(provision.caption):
        return -2.0
    weight = sum(worth for cue, worth in _CUES if cue.search(text))
    weight -= 1.6 * bool(_ADMINISTRATION.search(text))
    weight -= 1.2 * bool(_PAPERWORK.search(text))
    weight -= 0.3 * (weight_of(provision) >= 2.0)
    weight += _of_chapter(provision, chapter)
    return weight - (0.8 if len(text) < 40 else 0.0)


def _of_chapter(provision: Provision, chapter: str) -> float:
    """The core of a rule follows its general provisions; what is punished comes last."""
    if not chapter:
        return 1.0 if 0.2 <= provision.place <= 0.65 else -0.6
    if _MINOR_CHAPTER.search(chapter):
        return -1.5
    if provision.chapter_number == 1 or _LESSER_CHAPTER.search(chapter):
        return -0.8
    core = 0.4 if _CORE_CHAPTER.search(chapter) else 0.0
    return core + (
        1.2 if provision.chapter_number == 2 else 0.6 if provision.chapter_number == 3 else 0.0
    )
