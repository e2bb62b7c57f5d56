"""Bundles the systems' styles and scripts into files whose names change with their content."""

import json
import platform
import subprocess
from pathlib import Path

from mingtang.supervisor.stamps import Stamps, files_under, fingerprint
from mingtang.supervisor.trouble import PackageMissing, StepFailed

STAMP = "assets"
#: Browsers still found on the phones and office computers of a Chinese city.
TARGETS = "chrome80,firefox78,safari13"
_LOADERS = {".svg": "file", ".woff2": "file", ".png": "file", ".jpg": "file"}


def build_assets(root: Path, *, into: Path, stamps: Stamps) -> bool:
    """Bundle every file directly in a system's assets folder. Returns whether anything was built.

    Files of earlier builds stay: published pages may still name them.
    """
    folders = sorted((root / "src" / "mingtang").glob("*/assets"))
    entries = _entries(folders)
    sources = [path for folder in folders for path in files_under(folder, "*")]
    print_ = fingerprint([*sources, root / "package-lock.json"], str(into))
    if stamps.is_current(STAMP, print_) and _all_there(into):
        return False
    if entries:
        into.mkdir(parents=True, exist_ok=True)
        _write_manifest(_bundle(root, entries, into), into)
    stamps.record(STAMP, print_)
    return bool(entries)


def _entries(folders: list[Path]) -> list[Path]:
    """Return the files to bundle. Pages name them without their system, so no two may share a name."""
    found: dict[str, Path] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.*"))):
        if path.suffix not in {".css", ".js"}:
            continue
        if path.name in found:
            raise StepFailed("assets", "esbuild", f"{path} and {found[path.name]} share a name")
        found[path.name] = path
    return list(found.values())


def _all_there(into: Path) -> bool:
    manifest = into / "assets.json"
    if not manifest.exists():
        return False
    return all((into / name).exists() for name in json.loads(manifest.read_text()).values())


def _bundle(root: Path, entries: list[Path], into: Path) -> dict[str, str]:
    """Run esbuild; return entry name -> file name."""
    report = into / "build.json"
    done = subprocess.run(
        [
            str(_esbuild(root)),
            *map(str, entries),
            *("--bundle", "--minify", "--charset=utf8", "--log-level=warning"),
            *("--entry-names=[name]-[hash]", "--asset-names=[name]-[hash]"),
            *(f"--loader:{suffix}={loader}" for suffix, loader in _LOADERS.items()),
            # What Safari 13 gets wrong there is a corner nobody writes; esbuild would refuse all of it.
            "--supported:destructuring=true",
            *(f"--target={TARGETS}", f"--outdir={into}", f"--metafile={report}"),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        first = next((line for line in done.stderr.splitlines() if line.strip()), "no output")
        raise StepFailed("assets", "esbuild", first)
    outputs = json.loads(report.read_text())["outputs"]
    report.unlink()
    return {
        Path(output["entryPoint"]).name: Path(name).name
        for name, output in outputs.items()
        if output.get("entryPoint")
    }


def _write_manifest(files: dict[str, str], into: Path) -> None:
    beside = into / "assets.json.new"
    beside.write_text(json.dumps(files, indent=2, sort_keys=True))
    beside.replace(into / "assets.json")


def _esbuild(root: Path) -> Path:
    """Return the program itself rather than its wrapper script, which would start Node first."""
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    program = root / "node_modules" / "@esbuild" / f"linux-{machine}" / "bin" / "esbuild"
    if not program.exists():
        raise PackageMissing("esbuild")
    return program
