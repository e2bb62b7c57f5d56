from django.db import migrations, models

REFUSE = """
CREATE FUNCTION kernel_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Emptying tables between tests is the only exception, and only for a connection that says so.
    IF TG_OP = 'TRUNCATE' AND current_setting('mingtang.testing', true) = 'yes' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the audit trail is append only';
END $$;
CREATE TRIGGER kernel_audit_no_change BEFORE UPDATE OR DELETE ON kernel_audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION kernel_audit_refuse();
CREATE TRIGGER kernel_audit_no_truncate BEFORE TRUNCATE ON kernel_audit_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_audit_refuse();
"""
ALLOW = """
DROP TRIGGER kernel_audit_no_change ON kernel_audit_auditentry;
DROP TRIGGER kernel_audit_no_truncate ON kernel_audit_auditentry;
DROP FUNCTION kernel_audit_refuse();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("sequence", models.BigIntegerField(primary_key=True, serialize=False)),
                ("recorded_at", models.DateTimeField()),
                ("actor_id", models.UUIDField(db_index=True)),
                ("actor_kind", models.CharField(max_length=20)),
                ("actor_name", models.CharField(max_length=100)),
                ("action", models.CharField(max_length=100)),
                ("subject", models.CharField(db_index=True, max_length=200)),
                ("details", models.JSONField()),
                ("trace", models.CharField(blank=True, max_length=64)),
                ("previous", models.CharField(max_length=64)),
                ("fingerprint", models.CharField(max_length=64)),
            ],
            options={"ordering": ["sequence"]},
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
