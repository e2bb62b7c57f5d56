"""The elements and modules of a policy as editors know them, in the order they are checked."""

from django.db import models

from mingtang.content.parsing.model import DOUBTFUL


class Field(models.TextChoices):
    TITLE = "title", "标题"
    ISSUER = "issuing_authority", "发文机关"
    NUMBER = "doc_number", "发文字号"
    ADDRESSEE = "addressee", "主送机关"
    ISSUED = "issue_date", "成文日期"
    EFFECTIVE = "effective_date", "施行日期"
    VALIDITY = "validity", "有效期"
    ATTACHMENTS = "attachments", "附件"
    KEY_POINTS = "key_points", "政策要点"
    SCOPE = "scope", "适用范围"
    PROCEDURE = "procedure", "办事流程"
    MATERIALS = "materials", "申报材料"
    SUBSIDY = "subsidy", "补贴标准"
    CONTACT = "contact", "联系方式"


#: One value each, found by its place in the file; of the others there may be many.
SINGLE = frozenset(
    {Field.TITLE, Field.NUMBER, Field.ADDRESSEE, Field.ISSUED, Field.EFFECTIVE, Field.VALIDITY}
)
MODULES = (
    *(Field.KEY_POINTS, Field.SCOPE, Field.PROCEDURE),
    *(Field.MATERIALS, Field.SUBSIDY, Field.CONTACT),
)
ESSENTIAL = (Field.TITLE, Field.ISSUER, Field.ISSUED)

__all__ = ["DOUBTFUL", "ESSENTIAL", "MODULES", "SINGLE", "Field"]
