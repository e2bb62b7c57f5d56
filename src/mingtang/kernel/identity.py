"""Who is acting. Every command takes an actor; nothing reads a global user."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    CITIZEN = "citizen"
    STAFF = "staff"
    SYSTEM = "system"


class Role(StrEnum):
    """What a member of staff may do. Names follow the posts of a government office."""

    EDITOR = "editor"
    REVIEWER_DEPARTMENT = "reviewer.department"
    REVIEWER_LEGAL = "reviewer.legal"
    REVIEWER_FINAL = "reviewer.final"
    OFFICER = "officer"
    AGENT = "agent"
    OPERATIONS = "operations"
    OPERATOR = "operator"
    ADMIN_SYSTEM = "admin.system"
    ADMIN_AUDIT = "admin.audit"
    ADMIN_SECURITY = "admin.security"


@dataclass(frozen=True, kw_only=True)
class Actor:
    id: UUID
    kind: ActorKind
    name: str = ""
    roles: frozenset[str] = frozenset()
    department: str = ""
    organisation_id: UUID | None = None
    session_id: str = ""

    @property
    def is_citizen(self) -> bool:
        return self.kind is ActorKind.CITIZEN

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    def has_role(self, *roles: str) -> bool:
        """Whether the actor is staff and holds at least one of the roles."""
        return self.is_staff and not self.roles.isdisjoint(roles)


#: Acts on behalf of the platform itself, for example from a nightly job.
THE_PLATFORM = Actor(id=UUID(int=0), kind=ActorKind.SYSTEM, name="平台")
