"""Refusals of intake: each a sentence the person can act on."""

from mingtang.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, Unavailable


class OnlyEditorsTakeIn(NotAllowed):
    message = "来稿由编辑岗位办理。需要权限请找本单位的管理员。"


class SubmissionNotFound(NotFound):
    message = "没有这份来稿，请回到来稿列表再找。"


class ValueNotFound(NotFound):
    message = "没有这一处内容，它可能刚被别人改过，请刷新后再看。"


class LessonNotFound(NotFound):
    message = "没有这条改法，它可能已经忘掉了。"


class UploadNotFound(NotFound):
    message = "没有这次上传的记录，请回到来稿列表再看。"


class AlreadyHere(Conflict):
    """The refusal names the first one, so that the editor can go there."""

    def __init__(self, *, reference: str, title: str) -> None:
        super().__init__(f"这份文件已经收过，没有重复保存：《{title}》（来稿编号 {reference}）。")
        self.reference = reference
        self.title = title


class ChangedMeanwhile(Conflict):
    message = "这份来稿刚被改过，您的这一步没有生效。下面是最新的，请再看一眼。"


class AlreadyDrafted(Conflict):
    message = "这份来稿已经成稿，要改请到稿件里改。"


class SetAside(Conflict):
    message = "这份来稿已经标为不发布，要用请先恢复。"


class StillDoubtful(Conflict):
    def __init__(self, names: list[str]) -> None:
        listed = "、".join(names)
        super().__init__(f"还有 {len(names)} 处没有看过，先看完再成稿：{listed}。")


class EssentialsMissing(Conflict):
    def __init__(self, names: list[str]) -> None:
        super().__init__(f"还缺{'、'.join(names)}，请对照原文补上再成稿。")


class NothingToUndo(Conflict):
    message = "没有可以撤销的改动。"


class TextMissing(Invalid):
    def __init__(self) -> None:
        super().__init__({"text": "请填写内容，不能只有空格。"})


class ReasonMissing(Invalid):
    def __init__(self) -> None:
        super().__init__({"reason": "请写明为什么不发布，这会记入审计。"})


class ColumnMissing(Invalid):
    def __init__(self) -> None:
        super().__init__({"column": "请选一个栏目。"})


class NoModelConfigured(Unavailable):
    message = "没有接入大模型：要用请管理员设置 MINGTANG_CHAT_URL。"
