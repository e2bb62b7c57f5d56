"""The facts about the site that stand on every page, read once from the file an operator edits."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

NOBODY: dict[str, Any] = {
    "name": "政务网站",
    "short": "本市",
    "slogan": "政务服务一网通办",
    "domain": "",
    "site_id_code": "",
    "hotline": "12345",
    "phone": "12345",
    "nav": [{"title": "首页", "path": "/"}, {"title": "办事服务", "path": "/guides/"}],
    "footer_links": [],
    "mistakes_address": "/about/",
    "hot_queries": [],
    "hot_services": [],
    "groups": [],
    "city_figures": [],
}


@cache
def site_facts() -> dict[str, Any]:
    """Return the facts of $MINGTANG_SITE over the defaults."""
    place = os.environ.get("MINGTANG_SITE", "")
    told = yaml.safe_load(Path(place).read_text()) if place and Path(place).exists() else {}
    return {**NOBODY, **told}


@cache
def department_name(code: str) -> str:
    """Return the short name from the list beside the site's facts; an unknown code names itself."""
    place = Path(os.environ.get("MINGTANG_SITE", "")).parent / "departments.yaml"
    told = (yaml.safe_load(place.read_text()) if place.exists() else None) or []
    return next((str(d.get("short") or d["name"]) for d in told if d["code"] == code), code)


@cache
def asset_address(name: str) -> str:
    """Return the address of a bundled asset; its name carries a fingerprint once it is built."""
    built = Path(os.environ.get("MINGTANG_HOME", "")) / "assets" / "assets.json"
    names = json.loads(built.read_text()) if built.exists() else {}
    return f"/assets/{names.get(name, name)}"
