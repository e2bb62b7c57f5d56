"""Manifest of the accounts system."""

from mingtang.kernel.system import System

SYSTEM = System(
    name="accounts",
    title="用户中心",
    purpose="Who people are here, and everything the government has told them.",
    port_offset=4,
)
