"""Refusals of uploads."""

from mingtang.kernel.errors import NotFound, Refusal, TooMany


class StoredFileNotFound(NotFound):
    message = "没有找到这个文件，或者您不能看它。"


class FileNotAccepted(Refusal):
    """The sentence stands beside the field."""

    status = 422


class TooManyFiles(TooMany):
    message = "这件事已经上传了太多文件，请先删掉不要的。"
