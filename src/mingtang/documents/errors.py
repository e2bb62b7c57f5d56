"""Why a file was not read, each as a sentence an editor can act on."""

from mingtang.kernel.errors import Refusal


class FileNotRead(Refusal):
    """The file cannot be read as a document; nothing of it is kept."""

    status = 422
    message = "这个文件读不出来，请换一份再试。"


class FileIsMissing(FileNotRead):
    message = "没有找到这个文件，请检查文件名。"


class FileIsEmpty(FileNotRead):
    message = "文件是空的（0 字节），请重新上传。"


class FileTooLarge(FileNotRead):
    message = "文件超过 200 MB，请压缩图片或分成几份再传。"


class FileIsEncrypted(FileNotRead):
    message = "文件设了密码，打不开：请取消密码后再传。"


class FileIsDamaged(FileNotRead):
    message = "文件不完整或已损坏：请从原处重新下载或另存后再传。"


class FileSwells(FileNotRead):
    message = "压缩包展开后异常巨大，可能是恶意文件，没有打开。"


class FileHasMacros(FileNotRead):
    message = "文件带有宏程序，为安全起见没有打开：请另存为不带宏的 DOCX 再传。"


class WrongExtension(FileNotRead):
    def __init__(self, *, claimed: str, actual: str) -> None:
        super().__init__(f"文件名说是 {claimed}，内容却是{actual}：请改正扩展名后再传。")


class KindNotSupported(FileNotRead):
    message = "不认识这种文件：请提供 PDF、DOCX、XLSX、HTML、CSV 或 TXT。"


class OldWordFile(FileNotRead):
    message = "这是旧版 Word（.doc）或 WPS 文件：请另存为 DOCX 再传。"


class OldSpreadsheet(FileNotRead):
    message = "这是旧版 Excel（.xls）或 WPS 表格：请另存为 XLSX 再传。"


class TooManyCells(FileNotRead):
    def __init__(self, *, most: int) -> None:
        super().__init__(f"表格太大，一次最多读 {most} 个格子：请分成几份再传。")


class TooManyPages(FileNotRead):
    def __init__(self, *, pages: int, most: int) -> None:
        super().__init__(f"文件有 {pages} 页，一次最多读 {most} 页：请分成几份再传。")


class RecognitionNotInstalled(FileNotRead):
    message = "这是扫描件，而本机没有装文字识别：请管理员运行 make ocr，或提供有文字的原件。"


class NestedTooDeep(FileNotRead):
    message = "网页的结构异常（层层嵌套），可能是恶意文件，没有打开。"


class ParagraphTooLong(FileNotRead):
    message = "文件里有一段超过五万字，不像公文，没有读取：请检查是不是传错了。"


class NothingToRead(FileNotRead):
    message = "文件里没有文字，请检查是不是传错了。"
