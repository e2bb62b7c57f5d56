"""What the kernel's outgoing client wants to know of a process without database: nothing."""

from mingtang.kernel.settings import ZONE

TIME_ZONE = ZONE
USE_TZ = True
DATABASES: dict[str, dict[str, str]] = {}
MINGTANG_SYSTEM = "gateway"
