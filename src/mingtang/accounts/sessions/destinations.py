"""Where somebody goes after the login: back to where they were, or to their own first page."""

from django.utils.http import url_has_allowed_host_and_scheme

from mingtang.kernel.identity import Actor, Role
from mingtang.kernel.system import load_manifests

LONGEST_ADDRESS = 2000
HOME_OF_CITIZENS = "/my/"
#: The first role somebody holds decides.
HOMES = {
    Role.OFFICER: "/desk/",
    Role.EDITOR: "/cms/",
    Role.REVIEWER_DEPARTMENT: "/cms/",
    Role.REVIEWER_LEGAL: "/cms/",
    Role.REVIEWER_FINAL: "/cms/",
    Role.AGENT: "/agents/",
    Role.OPERATIONS: "/operations/",
    Role.OPERATOR: "/jobs/",
}
#: Whoever has no workplace here yet still has an account to look after.
OWN_ACCOUNT = "/my/sessions/"
#: Coming back to these would lead around in a circle, or out again.
NOT_BACK_TO = ("/login/", "/logout/")


def safe_address(wanted: str) -> str:
    """Return the address if it is a page of this site, else nothing."""
    is_ours = (
        wanted.startswith("/")
        and len(wanted) <= LONGEST_ADDRESS
        and wanted.isprintable()
        and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
        and not wanted.startswith(NOT_BACK_TO)
    )
    return wanted if is_ours else ""


def destination(actor: Actor, wanted: str) -> str:
    """Return where the actor goes: where they wanted to, if that is a place for them."""
    address = safe_address(wanted)
    return address if address and _is_for(actor, address) else home_of(actor)


def home_of(actor: Actor) -> str:
    """Return the actor's own first page, as far as its system is here."""
    if actor.is_citizen:
        return HOME_OF_CITIZENS
    known = {route.path for system in load_manifests() for route in system.routes} | {"/jobs/"}
    homes = (home for role, home in HOMES.items() if actor.has_role(role))
    return next((home for home in homes if home in known), OWN_ACCOUNT)


def _is_for(actor: Actor, address: str) -> bool:
    """Whether an address is one for the actor's kind: staff have no 我的, citizens no desk."""
    if actor.is_staff:
        return not address.startswith(HOME_OF_CITIZENS) or address.startswith(OWN_ACCOUNT)
    staff_only = [r.path for system in load_manifests() for r in system.routes if r.staff]
    return not address.startswith(tuple(staff_only))
