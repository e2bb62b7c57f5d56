"""What the published pages are given: everything there can be, and the least there may be."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils.safestring import mark_safe

DAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
CRUMBS = [{"title": "首页", "path": "/"}, {"title": "政务公开", "path": "/zhengwu/"}]
LINE = {
    "title": "关于居住证签注的通知",
    "path": "/zhengwu/tongzhi/juzhuzheng/",
    "summary": "一年签注一次。",
    "department": "公安局",
    "doc_number": "明公发〔2026〕3号",
    "validity": "已修改",
    "published_at": DAY,
}
COLUMN = {
    "title": "政策文件",
    "path": "/zhengwu/zhengce/",
    "description": "标明有效性，附解读。",
    "keywords": ["政策", "文件"],
    "type": "政策文件",
    "kind": "policy",
}
HALL = {
    "name": "明州市政务服务中心",
    "hours": "工作日 9:00–17:00",
    "address": "滨江大道 1 号",
    "transport": "地铁 1 号线",
    "phone": "0999-8612345",
    "counters": ["户政 1–12 号窗口"],
    "of": 6,
}
ONE_PAGE = {"number": 1, "count": 1, "previous": None, "next": None, "pages": []}


def _list(title: str) -> dict[str, Any]:
    return {"title": title, "path": "/zhengwu/", "articles": [LINE, LINE]}


FULL: dict[str, dict[str, Any]] = {
    "home": {
        "banner": "周六凌晨系统升级。",
        "hot_services": [{"title": "社保卡", "icon": "card", "note": "当场", "path": "/guides/a/"}],
        "groups": [
            {
                "name": "老年人",
                "icon": "elder",
                "package": {"title": "退休", "note": "自动核对", "path": "/guides/b/"},
                "items": [{"title": "高龄津贴", "path": "/guides/c/"}],
            }
        ],
        "guide_count": 100,
        "hall": HALL,
        "city_figures": [{"label": "常住人口", "value": "301.6", "unit": "万人"}],
        **{kind: _list(kind) for kind in ("news", "notice", "policy", "interpretation", "answer")},
    },
    "column": {
        "column": COLUMN,
        "breadcrumbs": CRUMBS,
        "children": [{**LINE, "description": "", "articles": [LINE]}],
        "total": 61,
        "feed": "/zhengwu/zhengce/feed.xml",
        "articles": [LINE, LINE],
        "pagination": {
            "number": 1,
            "count": 3,
            "previous": None,
            "next": "/zhengwu/zhengce/list-2.html",
            "pages": [{"number": 1, "path": "/a/"}, {"number": 2, "path": "/b/"}],
        },
    },
    "article": {
        "article": {
            "title": "关于灵活就业人员参保的若干措施",
            "kind": "policy",
            "summary": "有补贴。",
            "department": "明州市人力资源和社会保障局",
            "source": "明州市人民政府办公室",
            "author": "王晓东",
            "keywords": ["灵活就业"],
            "issuer": "明州市人民政府办公室",
            "doc_number": "明政办发〔2026〕41号",
            "index_number": "11339900MB0000019C/2026-00041",
            "theme": "社会保障",
            "addressee": "各区人民政府：",
            "issued_on": date(2026, 11, 18),
            "effective_on": date(2027, 1, 1),
            "expires_on": date(2031, 12, 31),
            "validity": "有效",
            "body": mark_safe("<h2 id='s1'>一</h2><p>正文</p><h2 id='s2'>二</h2>"),
            "contents": [{"id": "s1", "title": "一"}, {"id": "s2", "title": "二"}],
            "attachments": [
                {"title": "申请表", "address": "/files/1/2.docx", "kind": "DOCX", "size": 48211}
            ],
            "path": "/zhengwu/zhengce/linghuo/",
            "published_at": DAY,
            "description": "有补贴。",
        },
        "column": COLUMN,
        "breadcrumbs": CRUMBS,
        "interpretations": [LINE],
        "related": [LINE],
    },
    "guide": {
        "guide": {
            "title": "居住证申领签注",
            "summary": "住满半年就能办。",
            "tags": ["全程网办"],
            "department_name": "明州市公安局",
            "checked_on": "2026-10-28",
            "checked_words": "2026 年 10 月 28 日",
            "valid_words": "2026 年 10 月 1 日",
            "version": 2,
            "facts": [{"label": "办多久", "value": "3 个工作日", "note": "法定 15 天"}],
            "conditions": ["住满半年"],
            "materials": {
                "asked": [
                    {"name": "就业证明", "word": "需要提交", "colour": "act", "text": "拍一张"}
                ],
                "spared": [{"name": "身份证", "word": "免提交", "text": "来自公安"}],
            },
            "steps": [{"title": "申请", "text": "填表", "who": "您", "limit": "3 分钟"}],
            "special_steps": [{"name": "核验", "limit": "3 天", "text": "不算在办理时限里"}],
            "halls": [HALL],
            "window": "一楼",
            "particulars": [{"label": "事项类型", "value": "行政确认"}],
            "terms": [{"label": "收费标准", "value": "不收费"}],
            "basis": [{"law": "居住证暂行条例", "article": "第九条", "text": "按时签注。"}],
            "phone": "12333，0999-8612333",
            "complaint_phone": "12345",
            "faq": [{"q": "能代办吗？", "a": "能。"}],
            "related": [{"title": "租房备案", "path": "/guides/zulin/"}],
            "keywords": ["居住证"],
            "sections": [{"id": "who", "title": "什么人能办"}, {"id": "faq", "title": "大家常问"}],
        },
        "path": "/guides/juzhuzheng/",
        "apply_path": "/services/apply/juzhuzheng/",
        "breadcrumbs": CRUMBS,
    },
    "guides": {
        "count": 1,
        "groups": [
            {
                "name": "新市民",
                "id": "g-1",
                "guides": [{"title": "居住证", "path": "/g/", "limit": "3 天"}],
            }
        ],
        "life_events": [
            {"name": "入学", "id": "e-1", "guides": [{"title": "入学", "path": "/g/"}]}
        ],
        "departments": [
            {"name": "公安局", "id": "d-1", "guides": [{"title": "居住证", "path": "/g/"}]}
        ],
        "halls": [HALL],
        "breadcrumbs": CRUMBS,
    },
    "sitemap": {
        "columns": [
            {
                "title": "政务公开",
                "path": "/zhengwu/",
                "description": "",
                "children": [{"title": "要闻", "path": "/zhengwu/yaowen/", "children": []}],
            }
        ],
        "guide_count": 100,
        "breadcrumbs": CRUMBS,
    },
}

NOTHING = {"title": "", "path": "", "articles": []}
LEAST: dict[str, dict[str, Any]] = {
    "home": dict.fromkeys(("news", "notice", "policy", "interpretation", "answer"), NOTHING),
    "column": {
        "column": {"title": "空栏目", "path": "/kong/"},
        "feed": "/kong/feed.xml",
        "pagination": ONE_PAGE,
    },
    "article": {"article": {"title": "只有标题", "body": ""}},
    "guide": {"guide": {"title": "只有名称"}, "path": "/guides/x/", "apply_path": ""},
    "guides": {"count": 0},
    "sitemap": {"columns": []},
}
