"""Why a policy file is turned down although it can be read."""

from mingtang.kernel.errors import Refusal


class MarkedSecret(Refusal):
    """Nothing of the file may be kept, not even its name in an export."""

    status = 403
    message = "【警报】文件带有密级标志，严禁上网：没有保存任何内容，请立即联系保密部门。"
