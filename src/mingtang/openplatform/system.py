"""Manifest of the openplatform system."""

from mingtang.kernel.system import System

SYSTEM = System(
    name="openplatform",
    title="开放平台",
    purpose="How partners connect, with consent and within limits.",
    port_offset=8,
)
