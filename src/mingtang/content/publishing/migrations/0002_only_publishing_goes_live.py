"""The database itself lets a page be live only with a publication, and a publication only with three approvals."""

from django.db import migrations

LIVE = """
CREATE FUNCTION content_only_publishing_goes_live() RETURNS trigger AS $$
BEGIN
    IF NEW.depth > 1 AND NEW.live AND NOT EXISTS (
        SELECT 1 FROM content_publishing_publication p
        WHERE p.page_id = NEW.id AND p.revision_id = NEW.live_revision_id
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'mingtang: only publishing makes a page live';
    END IF;
    IF NOT NEW.live AND EXISTS (
        SELECT 1 FROM content_publishing_publication p WHERE p.page_id = NEW.id
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'mingtang: only publishing takes a page off';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;

CREATE TRIGGER content_only_publishing_goes_live
    BEFORE INSERT OR UPDATE OF live, live_revision_id, depth ON wagtailcore_page
    FOR EACH ROW EXECUTE FUNCTION content_only_publishing_goes_live();
"""

CLEARED = """
CREATE FUNCTION content_only_cleared_texts_are_published() RETURNS trigger AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM content_reviewing_decision d
        WHERE d.page_number = NEW.page_id AND d.digest = NEW.digest
            AND NOT d.is_void AND d.outcome = 'history'
    ) AND NOT EXISTS (
        SELECT 1 FROM content_reviewing_decision d
        WHERE d.page_number = NEW.page_id AND d.digest = NEW.digest
            AND NOT d.is_void AND d.outcome = 'approved' AND d.review_number IS NOT NULL
        GROUP BY d.review_number
        HAVING count(DISTINCT d.level) = 3 AND count(DISTINCT d.reviewer_id) = 3
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'mingtang: only publishing three times approved texts';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;

CREATE TRIGGER content_only_cleared_texts_are_published
    BEFORE INSERT OR UPDATE OF revision_id, digest, page_id ON content_publishing_publication
    FOR EACH ROW EXECUTE FUNCTION content_only_cleared_texts_are_published();
"""

UNDO = """
DROP TRIGGER content_only_publishing_goes_live ON wagtailcore_page;
DROP FUNCTION content_only_publishing_goes_live();
DROP TRIGGER content_only_cleared_texts_are_published ON content_publishing_publication;
DROP FUNCTION content_only_cleared_texts_are_published();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("content_publishing", "0001_initial"),
        ("content_reviewing", "0001_initial"),
    ]
    operations = [migrations.RunSQL([LIVE, CLEARED], UNDO)]
