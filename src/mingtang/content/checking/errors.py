"""Refusals of checking: each a sentence the person can act on."""

from collections.abc import Sequence

from mingtang.content.wording.model import Finding
from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound

#: Words named in a refusal; the page lists them all.
SHOWN = 3


class OnlyCheckers(NotAllowed):
    message = "检查文字只对编辑和审核人员开放。"


class OnlyFinalReviewersKeepTheLexicon(NotAllowed):
    message = "词库和领导名录对全站起作用，由终审发布岗位的人维护。您可以查看和试用。"


class EntryNotFound(NotFound):
    message = "词库里没有这一条，可能已经改过，请刷新后再找。"


class EntryExists(Conflict):
    message = "词库里已经有这一条（错敏词和前后条件都一样），请改原来那一条。"


class LeaderNotFound(NotFound):
    message = "名录里没有这一条，请刷新后再找。"


class FindingNotFound(NotFound):
    message = "现在的稿件里没有这个问题了，可能已经改好，请刷新后再看。"


class FalseAlarmNotFound(NotFound):
    message = "没有找到这条误报记录，请刷新后再看。"


class FalseAlarmRevoked(Conflict):
    message = "这条误报记录已经撤销过了。"


class EverywhereIsForFinalReviewers(NotAllowed):
    message = (
        "“全站都不算错”等于改词库，要由终审发布岗位的人登记。您可以登记为只在这一页或这一处不算错。"
    )


class PersonalDataOnlyHere(NotAllowed):
    message = "个人信息不能登记为“全站都不算错”，只能一处一处地确认。"


class NotByItsAuthor(NotAllowed):
    message = "严重的个人信息问题不能由写稿人自己登记为误报，请没有改过这一稿的审核人员确认。"


class SeriousFindings(Conflict):
    """A text with findings of severity 严重 cannot become public."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        words = "、".join(f"“{finding.word}”" for finding in findings[:SHOWN])
        more = f"等 {len(findings)} 处" if len(findings) > SHOWN else ""
        super().__init__(
            f"还有严重的错敏词问题，不能发布：{words}{more}。请退回修改；确实没有错的，先登记为误报。"
        )


class LexiconReasonMissing(Invalid):
    def __init__(self) -> None:
        super().__init__({"reason": "请写明理由，别人要能看懂为什么。"})


class FileNotImported(Invalid):
    def __init__(self, sentence: str) -> None:
        super().__init__({"file": sentence})


class TextNotUnderstood(Invalid):
    def __init__(self) -> None:
        super().__init__({"pieces": "没有看懂要检查的文字，请刷新页面后再试。"})
