"""What a correction asks: the fields the officer named, and room for a word and one more file."""

from mingtang.services.cases.models import Case
from mingtang.services.catalogue.declaration import Field, Kind
from mingtang.services.catalogue.queries import guide_version
from mingtang.services.uploads.models import StoredFile
from mingtang.services.uploads.queries import pending_files

NOTE = Field(
    name="correction_note",
    label="补充说明",
    kind=Kind.LONGTEXT,
    hint="想对经办人说的话",
    max_length=500,
)
FILE = Field(name="correction_file", label="补充材料", kind=Kind.FILE, hint="照片或者扫描件")
EXTRA_FIELDS = (NOTE, FILE)


def fields_to_correct(case: Case) -> list[Field]:
    form = guide_version(case.guide_id).form
    named = [field for name in case.correction.fields if (field := form.find(name))]
    return [*named, *EXTRA_FIELDS]


def pending_by_field(case: Case) -> dict[str, StoredFile]:
    """Return the newest file of each field that waits to be sent with the correction."""
    return {file.field: file for file in pending_files(case.dossier_id)}
