"""The documentation says what the code does: nothing is left out, and no link leads nowhere."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.architecture.house import MANIFESTS, ROOT, SRC, modules

DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
#: Folders without documents of ours.
ELSEWHERE = {"node_modules", ".venv", "var", "build", ".git", ".pytest_cache"}
#: Variables that belong to the machine, not to us.
OF_THE_MACHINE = {"PATH", "PATH_INFO"}
#: Calls whose first argument names an environment variable.
READERS = {"required", "secret", "getenv"}
SYSTEMS_OWN = re.compile(
    rf"(?:{'|'.join(name.upper() for name in MANIFESTS)})_(?=SECRET_KEY|DATABASE)"
)
VERB = re.compile(r"^([a-z][a-z-]*):", re.M)
LINK = re.compile(r"(?<!`)!?\[[^\]]*\]\(([^)\s]+)\)")
CODE_BLOCK = re.compile(r"^```.*?^```|^(?: {4}|\t)[^\n]*$|`[^`\n]+`", re.M | re.S)


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def trees(*folders: Path) -> Iterator[ast.Module]:
    paths = list(modules())
    for folder in folders:
        paths += sorted(folder.rglob("*.py"))
    for path in paths:
        yield ast.parse(path.read_text(encoding="utf-8"))


class TestSettings:
    def test_every_variable_the_code_reads_is_explained(self):
        read = {name for tree in trees(ROOT / "tools") for name in variables_read(tree)}
        assert len(read) > 20

        explained = page("settings.md")
        missing = {as_explained(name) for name in read - OF_THE_MACHINE} - names_in(explained)

        assert missing == set(), "add a line to docs/reference/settings.md"


def as_explained(name: str) -> str:
    """The settings of all systems stand in one line each."""
    return SYSTEMS_OWN.sub("<SYSTEM>_", name)


def names_in(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def variables_read(tree: ast.Module) -> Iterator[str]:
    """Yield every name in os.environ[…], environ.get(…), required(…), secret(…) and `… in environ`."""
    for node in ast.walk(tree):
        candidate: ast.expr | None = None
        if isinstance(node, ast.Call) and node.args:
            called = node.func
            is_reader = isinstance(called, ast.Name) and called.id in READERS
            is_get = (
                isinstance(called, ast.Attribute)
                and called.attr in {"get", "setdefault", "pop"}
                and is_environ(called.value)
            )
            candidate = node.args[0] if is_reader or is_get else None
        elif isinstance(node, ast.Subscript) and is_environ(node.value):
            candidate = node.slice
        elif isinstance(node, ast.Compare) and is_environ(node.comparators[0]):
            candidate = node.left
        if isinstance(candidate, ast.Constant) and isinstance(candidate.value, str):
            name = candidate.value
            if re.fullmatch(r"[A-Z][A-Z0-9_]+", name) and not name.startswith("HTTP_"):
                yield name


def is_environ(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in {"environ", "_given"}


def test_every_event_is_described_with_its_fields():
    told = page("events.md")
    rows = {
        line.split("|")[1].strip(): line for line in told.splitlines() if line.startswith("| `")
    }
    envelope = {"actor_id", "event_id", "occurred_at"}
    incomplete = {
        f"{event.topic}: {field}"
        for system in MANIFESTS.values()
        for event in system.announces
        for field in ("", *({field.name for field in fields(event)} - envelope))
        if f"`{field or event.topic}`" not in rows.get(f"`{event.topic}`", "")
    }
    assert incomplete == set(), "mend docs/reference/events.md"


class TestRefusals:
    def test_every_refusal_stands_there_with_status_and_sentence(self):
        told = page("refusals.md")

        missing = [row for row in refusal_rows() if row not in told]

        assert missing == [], "paste into docs/reference/refusals.md:\n" + "\n".join(missing)

    def test_the_kinds_are_found(self):
        assert len(list(refusal_rows())) > 40


def refusal_rows() -> Iterator[str]:
    """Yield the row of every refusal class: its status may be inherited, its sentence is its own."""
    classes = [node for tree in trees() for node in tree.body if isinstance(node, ast.ClassDef)]
    by_name = {node.name: node for node in classes}
    for node in classes:
        if is_refusal(node, by_name):
            sentence = own(node, "message") or "–"
            yield f"| `{node.name}` | {status_of(node, by_name)} | {sentence} |"


def bases(node: ast.ClassDef) -> list[str]:
    return [base.id for base in node.bases if isinstance(base, ast.Name)]


def is_refusal(
    node: ast.ClassDef, by_name: dict[str, ast.ClassDef], seen: frozenset[str] = frozenset()
) -> bool:
    if node.name == "Refusal":
        return True
    return any(
        base in by_name
        and base not in seen
        and is_refusal(by_name[base], by_name, seen | {node.name})
        for base in bases(node)
    )


def status_of(node: ast.ClassDef, by_name: dict[str, ast.ClassDef]) -> Any:
    found = own(node, "status")
    if found is not None or node.name == "Refusal":
        return found
    return next(status_of(by_name[base], by_name) for base in bases(node) if base in by_name)


def own(node: ast.ClassDef, name: str) -> Any:
    for line in node.body:
        targets = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            value = getattr(line, "value", None)
            return ast.literal_eval(value) if isinstance(value, ast.Constant) else None
    return None


class TestCommands:
    def test_every_verb_of_mingtang_is_described(self):
        source = (SRC / "supervisor" / "commands.py").read_text(encoding="utf-8")
        verbs = re.findall(r"\badd\(\s*\"([a-z-]+)\"", source)
        assert len(verbs) > 8

        told = page("commands.md")

        assert [verb for verb in verbs if f"`mingtang {verb}" not in told] == []

    def test_every_management_command_is_described(self):
        names = {
            path.stem
            for path in SRC.rglob("management/commands/*.py")
            if not path.name.startswith("_")
        }
        assert names - names_in(page("commands.md")) == set()

    def test_every_verb_of_make_is_described(self):
        verbs = VERB.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
        assert len(verbs) > 8

        told = page("make.md")

        assert [verb for verb in verbs if f"`make {verb}`" not in told] == []


def test_every_route_is_described_as_the_manifest_has_it():
    told = page("routes.md")
    stale = [
        row
        for system in MANIFESTS.values()
        for route in system.routes
        if (row := f"| `{route.path}` | {system.name} | {who(route)} | {limits(route)} |")
        not in told
    ]
    assert stale == [], "paste into docs/reference/routes.md:\n" + "\n".join(stale)


def who(route: Any) -> str:
    if route.staff:
        return "staff"
    return "everybody" if route.public else "a person"


def limits(route: Any) -> str:
    inspected = "none" if not route.inspect else "whole" if route.inspect_body else "without body"
    return f"{route.rate}/s + {route.burst} | {inspected} | {route.body_megabytes} MB"


def test_every_dependency_is_justified_in_a_decision():
    decisions = "\n".join(
        path.read_text(encoding="utf-8").lower() for path in (DOCS / "adr").glob("*.md")
    )
    packages = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    names = {*packages["dependencies"], *packages["devDependencies"]}
    for file in ("run.in", "dev.in"):
        for line in (ROOT / "requirements" / file).read_text(encoding="utf-8").splitlines():
            if line and line[0] not in "#-":
                names.add(re.split(r"[\[<>=]", line)[0].strip())
    names = {name.removesuffix(".org").lower() for name in names}
    unspoken = {name for name in names if not mentions(decisions, name)}
    assert unspoken == set(), "say in an ADR what it is for"


def mentions(text: str, name: str) -> bool:
    """Whether a text names a package; the driver's package is called by its own name there."""
    return re.search(rf"(?<![a-z0-9-]){re.escape(name)}(?![a-z0-9-])", text) is not None


def test_decisions_are_numbered_without_gaps_and_say_what_they_must():
    decisions = sorted((DOCS / "adr").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    parts = ("Context", "Decision", "Consequences", "Alternatives", "Enforced by")
    incomplete = [
        f"{path.name}: {part}"
        for path in decisions
        for part in parts
        if f"\n## {part}\n" not in path.read_text(encoding="utf-8")
    ]
    assert incomplete == []


def documents() -> list[Path]:
    return sorted(
        path
        for path in ROOT.rglob("*.md")
        if not ELSEWHERE & set(path.relative_to(ROOT).parts[:-1])
    )


def test_no_link_leads_nowhere():
    broken = {
        f"{document.relative_to(ROOT)}: {link}"
        for document in documents()
        for link in LINK.findall(CODE_BLOCK.sub("", document.read_text(encoding="utf-8")))
        if not leads_somewhere(document, link)
    }
    assert broken == set()


def leads_somewhere(document: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return True
    place, _, heading = unquote(link).partition("#")
    if place.startswith("/"):
        return True  # an address of the site, in the demo's pages
    target = (document.parent / place).resolve() if place else document
    if not target.exists():
        return is_picture_to_come(target)
    return not heading or target.suffix != ".md" or heading in headings(target)


def is_picture_to_come(target: Path) -> bool:
    """Screenshots are taken from the running product and may not be there yet."""
    return target.parent == DOCS / "pictures" and target.suffix == ".png"


def headings(document: Path) -> set[str]:
    """The anchors of a document, as forges make them."""
    lines = re.findall(r"^#+ +(.+)$", document.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def test_what_the_code_says_about_documents_exists():
    named = re.compile(r"docs/[a-z]+/[a-z0-9-]+(?:\.md)?")
    files = [
        path
        for folder in ("src", "tools", "demo")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".conf", ".yaml", ".html", ".sh"}
        and not ELSEWHERE & set(path.relative_to(ROOT).parts)
    ]
    gone = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in files
        for name in named.findall(path.read_text(encoding="utf-8", errors="ignore"))
        if not list(DOCS.parent.glob(f"{name}*"))
    }
    assert gone == set()


class TestDeployment:
    @pytest.mark.parametrize("name", sorted(MANIFESTS))
    def test_every_system_has_its_folder(self, name):
        folder = ROOT / "deploy" / name
        units = {path.name for path in folder.glob("*.service")}

        assert (folder / "Containerfile").exists()
        assert (folder / "environment.example").exists()
        if MANIFESTS[name].has_database:
            wanted = {f"mingtang-{name}.service"}
            wanted |= {f"mingtang-{name}-worker.service"} if MANIFESTS[name].has_worker else set()
            wanted |= {
                f"mingtang-{name}-{guard.replace('_', '-')}.service"
                for guard in MANIFESTS[name].guards
            }
            assert units == wanted

    def test_units_serve_on_the_ports_of_the_manifests(self):
        wrong = [
            name
            for name, system in MANIFESTS.items()
            if not any(
                f"serve {name} --port {8000 + system.port_offset}\n" in path.read_text()
                for path in (ROOT / "deploy" / name).glob("*.service")
            )
        ]
        assert wrong == []

    def test_the_example_of_the_map_knows_who_reacts_to_what(self):
        text = (ROOT / "deploy" / "topology.example.json").read_text(encoding="utf-8")
        systems = json.loads(text)["systems"]

        told = {name: entry["reacts_to"] for name, entry in systems.items()}

        assert told == {
            name: sorted(event.topic for event in system.reacts_to)
            for name, system in MANIFESTS.items()
        }


def test_the_command_is_installed_under_the_name_the_docs_use():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "mingtang" in project["project"]["scripts"]
