"""`make feature SYSTEM=services NAME=payments`: the skeleton of a feature, wired where it must be.

Writes the role files with their tests, the contract entry in pyproject.toml, the app in the system's settings and an
empty journey. What it writes passes lint, types and contracts as it stands.
"""

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"[a-z][a-z_]{2,30}")
JOURNEY = """# language: zh-CN
功能: {title}

  # 用办事人的话写：谁，想办什么，一步一步看到什么。写好第一个场景，再写代码。
"""
FILES = {
    "__init__.py": '"""{title}: say in one sentence what this feature is for."""\n',
    "apps.py": '''"""The Django app of {name}."""

from django.apps import AppConfig


class {camel}Config(AppConfig):
    name = "mingtang.{system}.{name}"
    label = "{system}_{name}"
    verbose_name = "{title}"
''',
    "errors.py": '"""Refusals of {name}: each a sentence the person can act on."""\n',
    "models.py": '"""Tables of {name} and the rules of one record."""\n',
    "queries.py": '"""Reads of {name}: who sees what. Never writes."""\n',
    "commands.py": '"""Writes of {name}: one function is one intention, one transaction and its events."""\n',
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/factories.py": '"""Valid records of {name}, with only the interesting part left to say."""\n',
    "tests/test_commands.py": """from django.apps import apps


def test_the_feature_is_installed_in_its_system():
    assert apps.get_app_config("{system}_{name}").name == "mingtang.{system}.{name}"
""",
}


class CannotScaffold(Exception):  # noqa: N818  read by a developer as a sentence
    """The feature cannot be written; the message says why."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("system")
    parser.add_argument("name", help="plural noun of what it is about")
    parser.add_argument("--title", default="", help="the official Chinese term")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args()
    try:
        written = scaffold(options.root, options.system, options.name, options.title)
    except CannotScaffold as reason:
        sys.stderr.write(f"{reason}\n")
        return 2
    print("\n".join(str(path.relative_to(options.root)) for path in written))
    print("Next: the journey, then models, commands and their tests. See CONTRIBUTING.md.")
    return 0


def scaffold(root: Path, system: str, name: str, title: str) -> list[Path]:
    """Write everything or nothing; return the files that are new or changed."""
    home = root / "src" / "mingtang" / system
    folder = home / name
    if not (home / "system.py").exists():
        raise CannotScaffold(f"There is no system {system!r}.")
    if not NAME.fullmatch(name):
        raise CannotScaffold(f"{name!r} is not a name: lower-case letters, a plural noun.")
    if folder.exists():
        raise CannotScaffold(f"{system} already has {name}.")
    words = {
        "system": system,
        "name": name,
        "title": title or name,
        "camel": "".join(part.title() for part in name.split("_")),
    }
    settings = home / "settings.py"
    project = root / "pyproject.toml"
    changed = {
        settings: with_app(settings.read_text(encoding="utf-8"), system, name),
        project: with_contract(project.read_text(encoding="utf-8"), system, name),
    }
    new = {folder / file: text.format(**words) for file, text in FILES.items()}
    new[root / "tests" / "journeys" / f"{system}_{name}.feature"] = JOURNEY.format(**words)
    for path, text in {**new, **changed}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [*new, *changed]


def with_app(settings: str, system: str, name: str) -> str:
    """Add the app to INSTALLED_APPS, after the kernel's."""
    opening = re.search(r"INSTALLED_APPS = \[\s*\*COMMON_APPS,?\s*", settings)
    if opening is None:
        raise CannotScaffold(
            f"{system}/settings.py has no INSTALLED_APPS that begins with *COMMON_APPS."
        )
    before, after = settings[: opening.end()].rstrip(), settings[opening.end() :]
    rest = f"\n    {after}" if not after.startswith("]") else f"\n{after}"
    return f'{before.rstrip(",")},\n    "mingtang.{system}.{name}",{rest}'.replace(
        "[*COMMON_APPS,", "[\n    *COMMON_APPS,"
    )


def with_contract(project: str, system: str, name: str) -> str:
    """List the feature in the contract of roles, in order."""
    opening = project.index('id = "roles"')
    start = project.index("containers = [", opening) + len("containers = [\n")
    end = project.index("]", start)
    lines = {*project[start:end].strip().splitlines(), f'    "mingtang.{system}.{name}",'}
    ordered = sorted(f"    {line.strip()}" for line in lines)
    return f"{project[:start]}{chr(10).join(ordered)}\n{project[end:]}"


if __name__ == "__main__":
    sys.exit(main())
