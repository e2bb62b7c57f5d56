"""Manifest of the operations system."""

from mingtang.kernel.system import System

SYSTEM = System(
    name="operations",
    title="运营中心",
    purpose="What is wrong today, who has it and until when.",
    port_offset=7,
)
