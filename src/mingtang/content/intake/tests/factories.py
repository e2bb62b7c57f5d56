"""Valid records of intake, with only the interesting part left to say."""

from typing import Any

from mingtang.content.intake.commands import IncomingFile, take_in
from mingtang.content.intake.correcting import Seen, accept_sure, accept_value
from mingtang.content.intake.models import FoundValue, Submission
from mingtang.content.intake.queries import doubtful_of
from mingtang.content.parsing.tests.policies import ISSUING, NOTICE
from mingtang.content.tests.people import editor
from mingtang.kernel.identity import Actor

#: An invented policy whose heading no rule of the parser knows, and whose issuer signs in short.
ODD = """
明州市老年人助餐补助发放办法
编号：明民规〔2026〕7号
各区民政局：
现将助餐补助的有关事项通知如下：
一、适用对象
本办法适用于具有本市户籍、年满70周岁的老年人。
二、钱怎么拿
社区助餐点每餐记账，街道每月汇总，补助直接打到社会保障卡。
三、其他事项
监督电话：0570-7654321。
本办法自2026年3月1日起施行，有效期至2029年2月28日。
明州市民政局
2026年2月10日
"""


def policy_file(text: str = NOTICE, *, name: str = "policy.txt") -> IncomingFile:
    return IncomingFile(name, text.strip().encode())


def submission(text: str = NOTICE, *, actor: Actor | None = None, **given: Any) -> Submission:
    actor = actor or editor()
    return take_in(actor=actor, file=policy_file(text), **{"origin": actor.name, **given})


def checked(text: str = ISSUING) -> Submission:
    """A submission an editor has looked through and found right."""
    made = submission(text)
    accept_sure(actor=editor(), seen=seen(made))
    for value in doubtful_of(made):
        accept_value(actor=editor(), seen=seen(made), value_number=value.pk)
    made.refresh_from_db()
    return made


def seen(made: Submission) -> Seen:
    made.refresh_from_db()
    return Seen(made.reference, made.version)


def value(made: Submission, field: str, place: int = 0) -> FoundValue:
    return list(made.found.filter(field=field).exclude(status="deleted"))[place]


def texts(made: Submission, field: str) -> list[str]:
    found = made.found.filter(field=field).exclude(status="deleted")
    return [one.text for one in found]
