"""Manifest of the assistant system."""

from mingtang.kernel.system import System

SYSTEM = System(
    name="assistant",
    title="智能助手",
    purpose="Finds what people mean and answers what is true.",
    port_offset=5,
)
