"""Guide pages and their catalogue, by department, life event and group."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mingtang.content.guides.models import Guide
from mingtang.content.guides.queries import all_guides, guide_lines
from mingtang.content.pages.models import Department
from mingtang.content.rendering import guide_page, guide_words, halls, site

CATALOGUE = {"title": "办事服务", "path": "/guides/"}


def guide_files(guide: Guide) -> dict[str, bytes]:
    content = {**guide.content}
    content["department_name"] = _names().get(guide.department) or content.get(
        "department_name", ""
    )
    path = f"/guides/{guide.code}/"
    context: dict[str, Any] = {
        "guide": guide_page.page_of(content, known=guide_lines()),
        "path": path,
        "apply_path": guide_page.apply_path(guide.code, content),
        "breadcrumbs": [{"title": "首页", "path": "/"}, CATALOGUE],
    }
    page = site.page("guide", context, here=path)
    return {f"guides/{guide.code}/index.html": page}


def catalogue_files() -> dict[str, bytes]:
    guides = all_guides()
    names = _short_names()
    lines = [_line(guide, names) for guide in guides]
    context = {
        "guides": lines,
        "count": len(lines),
        "departments": _grouped("d", lines, lambda line: [line["department_name"]]),
        "life_events": _grouped("e", lines, lambda line: line["life_events"]),
        "groups": _grouped("g", lines, lambda line: line["groups"]),
        "halls": halls.all_halls(),
        "breadcrumbs": [{"title": "首页", "path": "/"}],
    }
    return {"guides/index.html": site.page("guides", context, here="/guides/")}


def _line(guide: Guide, names: dict[str, str]) -> dict[str, Any]:
    content = guide.content
    return {
        "code": guide.code,
        "title": guide.title,
        "path": f"/guides/{guide.code}/",
        "summary": content.get("summary", ""),
        "department_name": names.get(guide.department)
        or content.get("department_short")
        or guide.department
        or "其他",
        "groups": content.get("groups") or [],
        "life_events": content.get("life_events") or [],
        "online_depth": content.get("online_depth", ""),
        "limit": guide_words.limit_words(content.get("promised_limit")),
        "audience": content.get("audience") or [],
    }


def _grouped(kind: str, lines: Iterable[dict[str, Any]], keys: Any) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        for key in keys(line):
            found[key].append(line)
    return [
        {"name": name, "guides": members, "id": f"{kind}-{number}"}
        for number, (name, members) in enumerate(found.items(), start=1)
    ]


def _names() -> dict[str, str]:
    return dict(Department.objects.values_list("code", "name"))


def _short_names() -> dict[str, str]:
    return {
        code: short or name
        for code, short, name in Department.objects.values_list("code", "short", "name")
    }
