"""Manifest of the dataplatform system."""

from mingtang.kernel.system import System

SYSTEM = System(
    name="dataplatform",
    title="数据中台",
    purpose="What departments know, shared once and with a purpose.",
    port_offset=6,
)
