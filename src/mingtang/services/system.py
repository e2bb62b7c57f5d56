"""Manifest of the services system."""

from mingtang.kernel.system import System
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseRated,
    CorrectionRequested,
    GuidePublished,
    GuideWithdrawn,
)

SYSTEM = System(
    name="services",
    title="服务引擎",
    purpose="What people can apply for, and how an application becomes a decision.",
    port_offset=3,
    announces=[
        GuidePublished,
        GuideWithdrawn,
        ApplicationSubmitted,
        CorrectionRequested,
        ApplicationCorrected,
        CaseAccepted,
        CaseDecided,
        CaseRated,
    ],
)
