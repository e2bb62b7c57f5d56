"""A member of staff as Wagtail knows them: a mirror of the actor, never a login."""

from uuid import uuid4

from django.contrib.auth.models import AbstractUser
from django.db import models


class StaffMember(AbstractUser):
    """The id is the actor's id. The password can never be used."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    department = models.CharField("部门", max_length=50, blank=True)
    roles_key = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "工作人员"
        verbose_name_plural = "工作人员"

    def __str__(self) -> str:
        return self.first_name or str(self.id)
