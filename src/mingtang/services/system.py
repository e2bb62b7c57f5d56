"""The manifest of the service engine. Read this first."""

from mingtang.kernel.system import Call, Route, System
from mingtang.services.contract.events import (
    ApplicationCorrected,
    ApplicationSubmitted,
    CaseAccepted,
    CaseDecided,
    CaseRated,
    CaseWithdrawn,
    CorrectionRequested,
    GuidePublished,
    GuideWithdrawn,
)

SYSTEM = System(
    name="services",
    title="服务引擎",
    purpose="What people can apply for, and how an application becomes a decision.",
    port_offset=3,
    routes=(
        # Every page belongs to somebody, so none is cached; two files of 10 MB fit into a request.
        Route(path="/services/", rate=20, burst=60, body_megabytes=22),
        Route(path="/desk/", public=False, staff=True, rate=50, burst=100),
    ),
    announces=(
        GuidePublished,
        GuideWithdrawn,
        ApplicationSubmitted,
        CorrectionRequested,
        ApplicationCorrected,
        CaseAccepted,
        CaseDecided,
        CaseWithdrawn,
        CaseRated,
    ),
    calls=(
        Call(
            system="accounts",
            operation="find_profile",
            when_down="The fields are typed, with the reason beside them; nothing else changes.",
        ),
    ),
    has_worker=True,
)
