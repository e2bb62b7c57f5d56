"""What the published site consists of: every file, and the manifest that vouches for it."""

from django.db import models

#: Segments are named after the first byte of the SM3 of a path, so one change signs few files again.
SEGMENTS = tuple(f"{number:02x}" for number in range(256))


class SiteFile(models.Model):
    """One published file, and the source (a page, a list, a guide) it was rendered from."""

    path = models.CharField("路径", max_length=500, primary_key=True)
    sm3 = models.CharField("SM3", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    source = models.CharField("来源", max_length=100, db_index=True)
    segment = models.CharField("清单段", max_length=2, db_index=True)
    written_at = models.DateTimeField("写入时间", auto_now=True)

    class Meta:
        verbose_name = "网站文件"
        verbose_name_plural = "网站文件"

    def __str__(self) -> str:
        return self.path


class ManifestSegment(models.Model):
    """The newest version of a segment: an older one on disk has been put back by somebody."""

    name = models.CharField("清单段", max_length=2, primary_key=True)
    version = models.PositiveBigIntegerField("版本", default=0)

    class Meta:
        verbose_name = "清单段"
        verbose_name_plural = "清单段"

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"
