#!/usr/bin/env bash
# Installs what this machine lacks: distribution packages, .venv, front-end packages. Safe to repeat; a second when
# nothing has changed. `setup.sh` alone is enough to run the platform; `setup.sh dev` adds what tests need.
set -euo pipefail
cd "$(dirname "$0")/.."
set_name=${1:-run}

run_packages="nginx libnginx-mod-http-modsecurity libnginx-mod-http-headers-more-filter modsecurity-crs python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk"
dev_packages="nats-server chromium wrk libatomic1"

say() { echo "$1 / $2"; }
fail() { printf '%s\n%s\n' "$1" "$2" >&2; exit 1; }

if ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    fail "需要 Python 3.11 或更新的版本。" "Python 3.11 or newer is needed."
fi

wanted=$run_packages
[ "$set_name" = run ] || wanted="$wanted $dev_packages"
command -v npm >/dev/null 2>&1 || wanted="$wanted nodejs npm"
missing=""
for package in $wanted; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
if [ -n "$missing" ]; then
    sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || fail "安装系统软件包需要 root 或 sudo：$missing" "Installing needs root or sudo:$missing"
        sudo=sudo
    fi
    say "安装系统软件包" "installing distribution packages:$missing"
    # The platform starts its own servers; those of the distribution stay off (exit code 101 says so to invoke-rc.d).
    policy=/usr/sbin/policy-rc.d
    made_policy=""
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null
        $sudo chmod 755 $policy
        made_policy=yes
    fi
    remove_policy() { [ -z "$made_policy" ] || $sudo rm -f $policy; }
    trap remove_policy EXIT
    log=$(mktemp)
    if ! { $sudo apt-get update -qq &&
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
        tail -n 5 "$log" >&2
        fail "系统软件包没有装上：$missing" "The distribution packages could not be installed:$missing"
    fi
    rm -f "$log"
    remove_policy
    trap - EXIT
fi

[ -x .venv/bin/python ] || python3 -m venv .venv
requirements=requirements/$set_name.txt
print=$(cat requirements/uv.txt "$requirements" pyproject.toml | sha256sum | cut -d' ' -f1)
# What tests need contains what running needs, so `make run` after `make test` has nothing to do.
if ! grep -qsx "$print" .venv/installed; then
    say "安装 Python 软件包" "installing Python packages"
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
    .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$requirements"
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps -e .
    own=$(cat requirements/uv.txt requirements/run.txt pyproject.toml | sha256sum | cut -d' ' -f1)
    printf '%s\n%s\n' "$own" "$print" >.venv/installed
fi

print=$(sha256sum package-lock.json | cut -d' ' -f1)
if [ "$(cat node_modules/installed 2>/dev/null)" != "$print" ]; then
    say "安装前端软件包" "installing front-end packages"
    npm ci --silent --no-fund --no-audit --ignore-scripts
    echo "$print" >node_modules/installed
fi
