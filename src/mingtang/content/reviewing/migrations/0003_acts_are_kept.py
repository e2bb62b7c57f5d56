"""The database itself: no act is changed or removed, nobody signs two levels, six acts make a page."""

from django.db import migrations

KEPT = """
CREATE FUNCTION content_acts_are_kept() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.is_void
        AND to_jsonb(NEW) - 'is_void' = to_jsonb(OLD) - 'is_void' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'mingtang: acts of a review are never changed';
END $$ LANGUAGE plpgsql;

CREATE TRIGGER content_acts_are_kept
    BEFORE UPDATE OR DELETE ON content_reviewing_decision
    FOR EACH ROW EXECUTE FUNCTION content_acts_are_kept();
"""

ONE_LEVEL = """
CREATE FUNCTION content_one_level_per_person() RETURNS trigger AS $$
BEGIN
    IF NEW.outcome <> 'approved' OR NEW.review_number IS NULL THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('content-review'), NEW.review_number::int);
    IF EXISTS (
        SELECT 1 FROM content_reviewing_decision d
        WHERE d.review_number = NEW.review_number AND d.outcome = 'approved' AND NOT d.is_void
            AND d.level <> NEW.level
            AND ARRAY[d.reviewer_id, coalesce(d.standing_in_for_id, d.reviewer_id)]
                && ARRAY[NEW.reviewer_id, coalesce(NEW.standing_in_for_id, NEW.reviewer_id)]
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'mingtang: nobody signs two levels of one review';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;

CREATE TRIGGER content_one_level_per_person
    BEFORE INSERT ON content_reviewing_decision
    FOR EACH ROW EXECUTE FUNCTION content_one_level_per_person();
"""

#: Takes the place of the function of publishing's migration 0002.
SIX_ACTS = """
CREATE OR REPLACE FUNCTION content_only_cleared_texts_are_published() RETURNS trigger AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM content_reviewing_decision d
        WHERE d.page_number = NEW.page_id AND d.digest = NEW.digest
            AND NOT d.is_void AND d.outcome = 'history'
    ) AND NOT EXISTS (
        SELECT 1 FROM content_reviewing_decision d
        CROSS JOIN LATERAL unnest(
            ARRAY[d.reviewer_id, coalesce(d.standing_in_for_id, d.reviewer_id)]
        ) AS person
        WHERE d.page_number = NEW.page_id AND d.digest = NEW.digest
            AND NOT d.is_void AND d.outcome = 'approved' AND d.review_number IS NOT NULL
            AND d.level IN (1, 2, 3) AND d.act IN ('proofreading', 'reviewing')
        GROUP BY d.review_number
        HAVING count(DISTINCT (d.level, d.act)) = 6
            AND count(DISTINCT (person, d.level)) = count(DISTINCT person)
    ) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation',
            MESSAGE = 'mingtang: only publishing texts with all six acts of the review';
    END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql;
"""

UNDO = """
DROP TRIGGER content_acts_are_kept ON content_reviewing_decision;
DROP FUNCTION content_acts_are_kept();
DROP TRIGGER content_one_level_per_person ON content_reviewing_decision;
DROP FUNCTION content_one_level_per_person();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("content_reviewing", "0002_six_acts"),
        ("content_publishing", "0002_only_publishing_goes_live"),
    ]
    operations = [migrations.RunSQL([KEPT, ONE_LEVEL, SIX_ACTS], UNDO)]
