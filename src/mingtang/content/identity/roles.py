"""Which staff roles mean something in the CMS. A role becomes a group of the same name."""

from mingtang.kernel.identity import Role

EDITOR = Role.EDITOR.value
DEPARTMENT_REVIEWER = Role.REVIEWER_DEPARTMENT.value
LEGAL_REVIEWER = Role.REVIEWER_LEGAL.value
FINAL_REVIEWER = Role.REVIEWER_FINAL.value

CMS_ROLES = frozenset({EDITOR, DEPARTMENT_REVIEWER, LEGAL_REVIEWER, FINAL_REVIEWER})
REVIEWER_ROLES = CMS_ROLES - {EDITOR}
