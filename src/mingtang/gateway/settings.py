"""What the kernel's outgoing client wants to know of a process without database: nothing."""

USE_TZ = True
DATABASES: dict[str, dict[str, str]] = {}
MINGTANG_SYSTEM = "gateway"
