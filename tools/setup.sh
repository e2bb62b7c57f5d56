#!/usr/bin/env bash
# Makes .venv and installs the pinned packages. Safe to repeat; seconds when nothing has changed.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "需要 Python 3.11 或更新的版本。Python 3.11 or newer is needed." >&2
    exit 1
fi
if [ ! -x .venv/bin/python ]; then
    if ! python3 -m venv .venv 2>/dev/null; then
        rm -rf .venv
        sudo=""; [ "$(id -u)" -eq 0 ] || sudo=sudo
        $sudo apt-get update -qq
        $sudo apt-get install -y -qq python3-venv >/dev/null
        python3 -m venv .venv
    fi
fi
# Servers that the tests start themselves; the distribution's own services stay off.
missing=""
for package in nginx libnginx-mod-http-modsecurity modsecurity-crs nats-server; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
    echo "安装系统软件包 / installing distribution packages:$missing"
    sudo=""; [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -qq
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi
wanted=$(cat requirements/uv.txt requirements/dev.txt pyproject.toml | sha256sum | cut -d' ' -f1)
if [ "$(cat .venv/installed 2>/dev/null)" != "$wanted" ]; then
    echo "安装 Python 软件包 / installing Python packages"
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r requirements/dev.txt
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps -e .
    echo "$wanted" > .venv/installed
fi
