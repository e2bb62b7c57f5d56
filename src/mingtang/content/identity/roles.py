"""Which staff roles mean something in the CMS. A role becomes a group of the same name."""

from mingtang.kernel.identity import Role

EDITOR = Role.EDITOR.value
DEPARTMENT_REVIEWER = Role.REVIEWER_DEPARTMENT.value
LEGAL_REVIEWER = Role.REVIEWER_LEGAL.value
FINAL_REVIEWER = Role.REVIEWER_FINAL.value

#: Looks after the platform; in the CMS only the evaluation of columns is theirs.
OPERATOR = Role.OPERATOR.value

REVIEWER_ROLES = frozenset({DEPARTMENT_REVIEWER, LEGAL_REVIEWER, FINAL_REVIEWER})
CMS_ROLES = REVIEWER_ROLES | {EDITOR, OPERATOR}
