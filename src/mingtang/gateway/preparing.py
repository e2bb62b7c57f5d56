"""Writes everything nginx needs and says how it is started: what the supervisor calls."""

from mingtang.gateway.configuration import read_gateway, read_topology
from mingtang.gateway.rendering.files import render
from mingtang.gateway.rendering.firewall import core_rules
from mingtang.gateway.rendering.writing import check, start_command, write_files
from mingtang.kernel.system import load_manifests


def prepare() -> list[str]:
    """Render from the manifests and the environment, let nginx check it, return its command."""
    gateway = read_gateway()
    files = render(load_manifests(), read_topology(), gateway, rules=core_rules(gateway.core_rules))
    write_files(files, gateway)
    check(gateway)
    return start_command(gateway)
