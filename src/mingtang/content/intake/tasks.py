"""Background work of intake: files are read, forgotten ones are wiped, a model is asked."""

from mingtang.content.intake.proposing import ask_for_key_points
from mingtang.content.intake.uploading import give_up_lost, read_one
from mingtang.kernel.jobs.job import job

OWNER = "内容管理"


@job(
    name="content.read-upload",
    title="读取上传的政策文件",
    queue="intake",
    owner=OWNER,
    attempts=3,
    deadline_seconds=1800,
)
def read_upload(upload_number: int) -> None:
    """Safe to repeat: an upload that has come to an end is left alone."""
    read_one(upload_number=upload_number)


@job(
    name="content.give-up-uploads",
    title="清理没有读完的上传",
    queue="intake",
    owner=OWNER,
    every="*/20 * * * *",
)
def give_up_uploads() -> None:
    """Safe to repeat: it looks at what is old and still there."""
    give_up_lost()


@job(
    name="content.propose-key-points",
    title="请大模型提政策要点",
    queue="intake",
    owner=OWNER,
    attempts=1,
    deadline_seconds=180,
)
def propose_key_points(reference: str) -> None:
    """Asks once: nothing depends on the answer."""
    ask_for_key_points(reference=reference)
