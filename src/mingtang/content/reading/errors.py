"""Why a file was not read, beside what `documents` says: it took too long, too much, or was taken back."""

from mingtang.documents.errors import FileNotRead


class ReadingTookTooLong(FileNotRead):
    message = "读了 15 分钟还没有读完，已经停下，什么也没有保存：请分成几份再传。"


class ReadingTooHeavy(FileNotRead):
    message = "读这个文件用的内存超过上限，已经停下，什么也没有保存：请压缩图片或分成几份再传。"


class ReadingStopped(FileNotRead):
    """The person who uploaded the file took it back while it was being read."""

    message = "已经按您的要求停下，什么也没有保存。"
