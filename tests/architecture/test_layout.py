"""The shape of the tree: every part speaks, none outgrows a reader, the contracts cover all."""

import ast
import re

import pytest

from tests.architecture.house import (
    MANIFESTS,
    OUTSIDE,
    ROOT,
    SRC,
    SYSTEMS,
    contract,
    features,
    modules,
)

FORBIDDEN_NAMES = {
    "utils.py",
    "helpers.py",
    "common.py",
    "misc.py",
    "services.py",
    "managers.py",
    "signals.py",
}


def test_the_contracts_cover_every_system():
    assert set(contract("meet-at-contracts")["protected_modules"]) == {
        f"mingtang.{name}" for name in SYSTEMS
    }


def test_the_role_contract_covers_every_feature():
    assert set(contract("roles")["containers"]) == {
        f"mingtang.{system}.{feature}" for system in SYSTEMS for feature in features(system)
    }


def test_every_system_has_a_manifest_and_a_home():
    assert set(MANIFESTS) == set(SYSTEMS)
    incomplete = [
        f"{name}/{file}"
        for name in SYSTEMS
        for file in ("__init__.py", "system.py", "settings.py", "urls.py", "wsgi.py")
        if MANIFESTS[name].has_database and not (SRC / name / file).exists()
    ]
    assert incomplete == []


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(SRC))
        for path in modules()
        if path.read_text().strip()
        and ast.get_docstring(ast.parse(path.read_text())) is None
        and "management" not in path.parts
    ]
    assert silent == []


def test_no_file_outgrows_a_reader():
    too_long = {
        str(path.relative_to(SRC)): lines
        for path in modules()
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert too_long == {}


def test_no_feature_outgrows_a_small_team():
    too_large = {
        f"{system}/{feature}": lines
        for system in SYSTEMS
        for feature in features(system)
        if (
            lines := sum(
                len(path.read_text().splitlines())
                for path in (SRC / system / feature).rglob("*.py")
                if not OUTSIDE & set(path.parts)
            )
        )
        > 2000
    }
    assert too_large == {}


def test_settings_stay_short():
    too_long = [
        name
        for name in SYSTEMS
        if (SRC / name / "settings.py").exists()
        and len((SRC / name / "settings.py").read_text().splitlines()) > 150
    ]
    assert too_long == []


def test_no_file_is_a_drawer_for_odds_and_ends():
    drawers = [str(p.relative_to(SRC)) for p in modules() if p.name in FORBIDDEN_NAMES]
    assert drawers == []


def test_nothing_minified_or_bundled_is_committed():
    bundled = [
        str(path.relative_to(ROOT))
        for kind in ("*.min.js", "*.min.css", "*.map")
        for path in SRC.rglob(kind)
    ]
    assert bundled == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_feature_apps_are_labelled_by_their_system(system):
    for feature in features(system):
        source = (SRC / system / feature / "apps.py").read_text()
        assert f'"{system}_{feature}"' in source, f"{system}/{feature}/apps.py"


def test_templates_carry_no_script_or_style_of_their_own():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/)|<style|\sstyle=\"|\son[a-z]+=\"", re.I
    )
    offenders = {
        f"{path.relative_to(SRC)}: {found.group().strip()}"
        for path in SRC.rglob("templates/**/*.html")
        if (found := inline.search(path.read_text()))
    }
    assert offenders == set()


def test_templates_include_only_their_own_system_and_the_design_system():
    pattern = re.compile(r"{%\s*(?:include|extends)\s+\"([a-z]+)[_/]")
    strangers = {
        f"{path.relative_to(SRC)} -> {name}"
        for path in SRC.rglob("templates/**/*.html")
        for name in pattern.findall(path.read_text())
        if name not in {path.relative_to(SRC).parts[0], "designsystem", "wagtailadmin", "kernel"}
    }
    assert strangers == set()
