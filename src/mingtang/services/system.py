"""Manifest of the services system."""

from mingtang.kernel.system import Call, Route, System
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
    routes=[
        Route(path="/services/", body_megabytes=20),
        Route(path="/desk/", public=False, staff=True),
    ],
    calls=[
        Call(
            system="accounts",
            operation="profile of an applicant",
            when_down="The fields are typed, and the page says why.",
        ),
    ],
    has_worker=True,
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
