"""What the published site consists of: every file, and the manifest that vouches for it."""

from django.db import models

#: Segments are named after the first byte of the SM3 of a path, so one change signs few files again.
SEGMENTS = tuple(f"{number:02x}" for number in range(256))


class SiteFile(models.Model):
    """One published file, and the source (a page, a list, a guide) it was rendered from."""

    path = models.CharField("路径", max_length=500, primary_key=True)
    sm3 = models.CharField("SM3", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField("字节数")
    source = models.CharField("来源", max_length=100, db_index=True)
    segment = models.CharField("清单段", max_length=2, db_index=True)
    #: What it was made from, where that tells without rendering whether it is still right.
    shows = models.CharField("依据", max_length=64, blank=True)
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


class SiteWatch(models.Model):
    """The one row the watcher keeps: when it last looked, and how much it saw."""

    started_at = models.DateTimeField("开始巡查")
    swept_at = models.DateTimeField("上次巡查", null=True)
    verified_at = models.DateTimeField("上次全面核对", null=True)
    files = models.PositiveIntegerField("文件数", default=0)
    sweep_milliseconds = models.PositiveIntegerField("巡查用时（毫秒）", default=0)
    problem = models.CharField("出的问题", max_length=200, blank=True)

    class Meta:
        verbose_name = "网站巡查"
        verbose_name_plural = "网站巡查"

    def __str__(self) -> str:
        return f"{self.files} 个文件"


class Incident(models.Model):
    """Something on disk was not what was published. Told once, however often it is tried again."""

    #: Of many damaged at once: the folder that holds them all.
    path = models.CharField("路径", max_length=500)
    finding = models.CharField("发现", max_length=30)
    files = models.PositiveIntegerField("文件数", default=1)
    times = models.PositiveIntegerField("次数", default=1)
    noticed_at = models.DateTimeField("发现时间")
    last_noticed_at = models.DateTimeField("最近一次")
    #: Empty while it waits to be rendered again.
    put_right_at = models.DateTimeField("恢复时间", null=True)

    class Meta:
        verbose_name = "篡改记录"
        verbose_name_plural = "篡改记录"
        ordering = ["-last_noticed_at", "-pk"]
        indexes = [models.Index(fields=["path", "finding"])]

    def __str__(self) -> str:
        return f"{self.path}：{self.finding}"
