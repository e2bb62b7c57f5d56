"""When a policy takes effect and until when it holds."""

import re
from collections.abc import Iterator

from mingtang.content.parsing.anatomy import Anatomy
from mingtang.content.parsing.model import Found
from mingtang.content.parsing.places import found_in, property_value
from mingtang.content.parsing.words import DATE
from mingtang.documents.model import Block

_ITSELF = (
    r"(?:(?:本|以上|上述|该)(?:各项|所有|有关|相关)?[一-龥]{0,6}?(?:办法|规定|条例|细则|通知|公告|通告|意见|措施|政策|方案|"
    r"规则|规程|标准|决定|指南|制度|准则|文件|目录|法|规范|章程|通则|导则|令|清单|要求|指引|计划|若干条)"
    r"|(?:政策|措施|优惠)(?=的?(?:执行|有效|实施)期))"
)
_DAY = rf"(?:{DATE}|(?:本?[一-龥]{{0,8}}?)?(?:印发|发布|公布|颁布|下发|发文)之?日)"
_BEGIN = re.compile(
    rf"自\s*(?P<day>{_DAY})(?:起|开始|后)?\s*(?:\d{{1,3}}日后)?(?:正式)?(?P<deed>施行|实施|执行|生效|试行|起效)?"
)
_DEEDS = r"(?:施行|实施|执行|生效|试行|有效)"
_LIMIT = r"(?:暂定)?(?:为|至|到|截至|截止到?|是|：|暂定)?\s*"
_END = re.compile(
    rf"有效期(?:限)?(?!内|间|满|届)(?:截至|截止|延长|延续|暂定)?(?:为|至|到|是|：)?\s*[^，。；]{{1,40}}"
    rf"|(?:执行|实施|施行|试行|有效|适用)(?:期限|时间|期)(?!内|间|满|届){_LIMIT}[^。；，]{{2,50}}"
    rf"|自[^，。；]{{2,24}}起(?:施行|执行|实施|生效|有效)?，?(?:有效期)?(?:至|到)[^，。；]{{2,40}}"
    rf"|(?<=[施执]行)，?(?:至|到)[^，。；]{{2,40}}|(?<=实施)，?(?:至|到)[^，。；]{{2,40}}"
    rf"|(?:有效|执行|实施|施行|截止|延长|截至|持续)(?:至|到)\s*[^，。；]{{3,30}}"
    rf"|至\s*{DATE}\s*(?:止|失效|废止|有效)"
    rf"|(?:试行|暂行|有效|执行)\s*[一二三四五六七八九十两\d]{{1,3}}\s*(?:年|个月)"
)
_FROM_THEN = re.compile(
    rf"(?:决定|同意|，|^)\s*(?:决定)?自\s*(?P<day>{DATE})\s*起，?[^。；]{{0,60}}"
    r"(?:调整|提高|降低|取消|实行|实施|执行|启用|启动|开展|纳入|停止|恢复)"
)
_FROM_TO = re.compile(
    rf"^(?:[一二三四五六七八九十]+、|\d+[.、．]|（一）)?\s*自?(?P<day>{DATE})起?(?P<till>(?:至|到|—)\s*{DATE})(?:期间)?，对"
)
_SOMEONE_ELSES = re.compile(r"废止|停止执行|同时失效")


def effective_date(anatomy: Anatomy) -> list[Found]:
    """The last statement about the document itself counts; others are about what it replaces."""
    best: Found | None = None
    for block, offset, sentence in _closing_sentences(anatomy):
        for match in _BEGIN.finditer(sentence):
            if not _is_about_itself(sentence, match):
                continue
            start = block.start + offset + match.start("day")
            text = match.group("day")
            best = found_in(anatomy, start, start + len(text), text=_tidy(text), confidence=0.93)
    if best:
        return [best]
    return (
        _enacted_effect(anatomy)
        or _announced(anatomy)
        or _opened(anatomy)
        or property_value(
            anatomy, "施行日期", "实施日期", "生效日期", confidence=0.8, only=re.compile(r"\d{4}")
        )
    )


def _tidy(text: str) -> str:
    return re.sub(r"\s", "", text)


def _is_about_itself(sentence: str, match: re.Match[str]) -> bool:
    before, after = sentence[: match.start()], sentence[match.end() :]
    clause = re.split(r"[。；]", before)[-1]
    is_named = re.search(_ITSELF, clause[-40:]) or re.search(r"现予(公布|发布)|印发给你们", clause)
    is_deed = match.group("deed") or re.match(rf"^[^，。；]{{0,8}}{_DEEDS}", after)
    is_term = re.search(r"执行期|有效期|实施期|试行期", clause[-20:])
    if _SOMEONE_ELSES.search(after[:6]) or re.search(r"《[^》]*》[^，。；]{0,12}$", clause):
        return False
    return bool((is_named and (is_deed or is_term)) or (is_deed and not clause.strip("，")))


def _closing_sentences(anatomy: Anatomy) -> Iterator[tuple[Block, int, str]]:
    for block in anatomy.prose:
        for match in re.finditer(r"[^。]+。?", block.text):
            yield block, match.start(), match.group()


def _enacted_effect(anatomy: Anatomy) -> list[Found]:
    block = anatomy.enactment
    match = re.search(rf"(?:自\s*)?({DATE})\s*起?\s*(?:施行|实施)", block.text) if block else None
    if block is None or match is None:
        return []
    start = block.start + match.start(1)
    text = match.group(1)
    return [found_in(anatomy, start, start + len(text), text=_tidy(text), confidence=0.85)]


def _announced(anatomy: Anatomy) -> list[Found]:
    """`执行期限为2024年1月1日至2025年12月31日` begins on its first day."""
    for block, offset, sentence in _closing_sentences(anatomy):
        match = re.search(
            rf"{_ITSELF}[^。；]{{0,12}}(?:期限?|时间)(?:为|自|：)?\s*自?({DATE})(?:起)?\s*(?:至|—|-|到)",
            sentence,
        )
        if match:
            start = block.start + offset + match.start(1)
            text = match.group(1)
            return [found_in(anatomy, start, start + len(text), text=_tidy(text), confidence=0.8)]
    return []


def _opened(anatomy: Anatomy) -> list[Found]:
    """`经市政府同意，自2026年7月1日起，对…进行调整`: the opening says from when."""
    for block in anatomy.body[:4]:
        match = _FROM_THEN.search(block.text) or _FROM_TO.search(block.text)
        if match:
            start, text = block.start + match.start("day"), match.group("day")
            return [found_in(anatomy, start, start + len(text), text=_tidy(text), confidence=0.75)]
    return []


def validity(anatomy: Anatomy) -> list[Found]:
    candidates: list[Found] = []
    for block, offset, sentence in _closing_sentences(anatomy):
        if not _tells_validity(sentence):
            continue
        for match in _END.finditer(sentence):
            if _is_others(sentence, match):
                continue
            start, text = _trimmed(match)
            place = block.start + offset + start
            candidates.append(
                found_in(anatomy, place, place + len(text), text=_tidy(text), confidence=0.9)
            )
    if candidates:
        return [candidates[-1]]
    if span := _span_of_opening(anatomy):
        return [span]
    return property_value(
        anatomy, "失效日期", "废止日期", confidence=0.75, only=re.compile(r"\d{4}")
    )


def _span_of_opening(anatomy: Anatomy) -> Found | None:
    """`自2026年1月1日至2027年12月31日，对…减半征收`: the measure has an end."""
    for block in anatomy.body[:4]:
        match = _FROM_TO.search(block.text.strip())
        if match:
            place = block.start + block.text.index(match.group("till"))
            text = match.group("till")
            return found_in(anatomy, place, place + len(text), text=_tidy(text), confidence=0.7)
    return None


def _tells_validity(sentence: str) -> bool:
    has_term = re.search(
        rf"有效期|{_ITSELF}.*(?:期|至|止|年|个月)|施行.*(?:至|止|年)|实施.*(?:至|止)", sentence
    )
    return bool(has_term)


def _is_others(sentence: str, match: re.Match[str]) -> bool:
    """The term of a licence or a certificate is not the term of the policy."""
    clause = re.split(r"[。；，]", sentence[: match.start()])[-1]
    whole = sentence[: match.end()]
    if re.search(
        r"证书?|许可|执照|公示|合同|协议|贷款|补贴|报告|资格|入库|名单|批准文件|身份", clause[-14:]
    ):
        return True
    is_itself = re.search(_ITSELF, whole) or re.search(r"(施行|实施|执行|印发|发布)", whole)
    return not is_itself


def _trimmed(match: re.Match[str]) -> tuple[int, str]:
    """The term itself, from 有效期 where the word is used."""
    text = match.group().rstrip("，。； ")
    named = text.find("有效期")
    lead = named if named > 0 else len(text) - len(text.lstrip("， "))
    return match.start() + lead, text[lead:]
