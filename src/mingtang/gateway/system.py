"""The manifest of the gateway. Read this first."""

from mingtang.kernel.system import Call, System

SYSTEM = System(
    name="gateway",
    title="网关",
    purpose="One address for all systems: routing, limits, WAF, and the answer to who is asking.",
    port_offset=1,
    calls=(
        Call(
            system="accounts",
            operation="find_session",
            when_down="The signed session is believed until it ends.",
        ),
    ),
    has_database=False,
)
