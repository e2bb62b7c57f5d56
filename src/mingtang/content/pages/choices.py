"""The kinds of columns, articles and validity that the site guideline (国办发〔2017〕47号) knows."""

from django.db import models


class ColumnKind(models.TextChoices):
    INDEX = "index", "栏目组"
    NEWS = "news", "动态要闻"
    NOTICE = "notice", "通知公告"
    POLICY = "policy", "政策文件"
    INTERPRETATION = "interpretation", "政策解读"
    ANSWER = "answer", "问答"
    STATIC = "static", "固定页面"
    OTHER = "other", "其他"


class ColumnType(models.TextChoices):
    """The values of the meta tag ColumnType."""

    OVERVIEW = "概况信息", "概况信息"
    BODIES = "机构职能", "机构职能"
    LEADERS = "负责人信息", "负责人信息"
    NEWS = "工作动态", "工作动态"
    POLICIES = "政策文件", "政策文件"
    GUIDE = "信息公开指南", "信息公开指南"
    CATALOGUE = "信息公开目录", "信息公开目录"
    YEARBOOK = "信息公开年报", "信息公开年报"
    ON_REQUEST = "依申请公开", "依申请公开"
    DATA = "数据发布", "数据发布"
    INTERPRETATIONS = "政策解读", "政策解读"
    CONCERNS = "回应关切", "回应关切"
    SERVICES = "办事服务", "办事服务"
    QUESTIONS = "咨询投诉", "咨询投诉"
    SURVEYS = "征集调查", "征集调查"
    INTERVIEWS = "在线访谈", "在线访谈"


class ArticleKind(models.TextChoices):
    POLICY = "policy", "政策文件"
    NEWS = "news", "动态要闻"
    NOTICE = "notice", "通知公告"
    INTERPRETATION = "interpretation", "政策解读"
    ANSWER = "answer", "问答"
    STATIC = "static", "固定页面"


class Validity(models.TextChoices):
    VALID = "有效", "有效"
    AMENDED = "已修改", "已修改"
    REPEALED = "已废止", "已废止"
    EXPIRED = "已失效", "已失效"


#: What a policy may be while it still counts.
IN_FORCE = frozenset([Validity.VALID.value, Validity.AMENDED.value])

#: First words of addresses that belong to other systems or to the site itself.
RESERVED_SLUGS = frozenset(
    [
        "agents",
        "api",
        "assets",
        "chat",
        "cms",
        "collect",
        "data",
        "desk",
        "feed",
        "feedback",
        "files",
        "guides",
        "health",
        "internal",
        "jobs",
        "letters",
        "login",
        "logout",
        "mode",
        "my",
        "open",
        "operations",
        "ready",
        "robots",
        "search",
        "services",
        "sitemap",
        "static",
    ]
)
