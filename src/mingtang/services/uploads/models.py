"""A file somebody handed in. Its bytes lie sealed on disk; here is what is known of them."""

from uuid import uuid4

from django.db import models

from mingtang.kernel.fields import EncryptedText


class StoredFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    #: The draft it was uploaded to, which later is the dossier of the case.
    dossier_id = models.UUIDField("卷宗")
    field = models.CharField("字段", max_length=60)
    owner_id = models.UUIDField("上传人")
    department = models.CharField("经办部门", max_length=40)
    name = EncryptedText("原文件名")
    kind = models.CharField("类型", max_length=10)
    size = models.PositiveIntegerField("字节数")
    fingerprint = models.CharField("SM3", max_length=64)
    place = models.CharField("存放位置", max_length=80)
    key_name = models.CharField("密钥编号", max_length=40)
    uploaded_at = models.DateTimeField("上传时间")
    #: From then on the officers of the department may open it.
    handed_over_at = models.DateTimeField("提交时间", null=True)
    removed_at = models.DateTimeField("删除时间", null=True)

    class Meta:
        verbose_name = "上传的文件"
        indexes = [models.Index(fields=["dossier_id"], name="services_files_of_dossier")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def megabytes(self) -> str:
        return (
            f"{self.size / 1024 / 1024:.1f} MB"
            if self.size > 100_000
            else f"{self.size // 1024 + 1} KB"
        )
