"""A proposal in words and plain JSON: its title, what is to be done, the evidence, and what tells it from others."""

from collections.abc import Iterable, Mapping
from typing import Any

from mingtang.content.optimising.proposed import Group, Proposed
from mingtang.content.pages.addresses import column_slug
from mingtang.kernel.crypto.sm3 import sm3


def title_of(proposed: Proposed, titles: dict[int, str]) -> str:
    names = "、".join(group.title for group in proposed.groups)
    where = titles.get(proposed.parent, "首页")
    if proposed.kind == "merge":
        count = sum(len(group.columns) for group in proposed.groups)
        return f"{where}：{count} 个栏目合并为 {names}"
    if proposed.kind == "split":
        return f"{where}：拆分出 {names}"
    return f"把《{proposed.groups[0].articles[0].title}》移到 {names}"[:200]


def plan_of(proposed: Proposed) -> dict[str, Any]:
    return {"groups": [_group(group) for group in proposed.groups]}


def _group(group: Group) -> dict[str, Any]:
    return {
        "title": group.title,
        "others": list(group.others),
        "slug": column_slug(group.title),
        "into": group.into,
        "columns": [column.number for column in group.columns],
        "articles": [article.number for article in group.articles],
        "before": [
            {"title": column.title, "articles": len(column.articles)} for column in group.columns
        ],
        "count": sum(len(column.articles) for column in group.columns) + len(group.articles),
    }


def evidence_of(proposed: Proposed, titles: dict[int, str], *, days: int) -> dict[str, Any]:
    touched = {column.number for group in proposed.groups for column in group.columns}
    return {
        "days": days,
        "sittings": proposed.sittings,
        "seconds_before": round(proposed.seconds_before, 1),
        "seconds_after": round(proposed.seconds_after, 1),
        "confidence": proposed.confidence,
        "ties": [
            {
                "one": titles[tie.one],
                "other": titles[tie.other],
                "likeness": round(tie.likeness, 3),
                "shared": round(tie.shared, 3),
                "sittings": tie.sittings,
            }
            for tie in proposed.ties
        ],
        "staying": [
            {"title": column.title, "articles": len(column.articles)}
            for column in proposed.siblings
            if column.number not in touched
        ],
    }


def fingerprint_of(proposed: Proposed) -> str:
    parts = sorted(
        ",".join(map(str, sorted([c.number for c in g.columns] + [a.number for a in g.articles])))
        for g in proposed.groups
    )
    return sm3(f"{proposed.kind}:{proposed.parent}:{';'.join(parts)}".encode()).hex()


def facts_of(group: Mapping[str, Any], like: Iterable[Any]) -> dict[str, Any]:
    """Return the words of a new column, put together from those its columns were approved with."""
    columns = sorted(like, key=lambda column: column.position)
    descriptions = "".join(column.description for column in columns) if group["columns"] else ""
    words = dict.fromkeys(
        [
            group["title"],
            *(column.title for column in columns if group["columns"]),
            *(word for column in columns for word in column.keywords.split("，")),
        ]
    )
    return {
        "title": group["title"],
        "slug": group["slug"],
        "kind": columns[0].kind,
        "column_type": columns[0].column_type,
        "description": (descriptions or f"{group['title']}。")[:300],
        "keywords": _fitting("，".join(words), limit=200),
        "update_days": max(column.update_days for column in columns),
        "position": min(column.position for column in columns),
    }


def _fitting(text: str, *, limit: int) -> str:
    return text if len(text) <= limit else text[:limit].rpartition("，")[0]
