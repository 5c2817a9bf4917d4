-- Texts that people and file names give have any length on SQLite, whatever the column says, and
-- so they do here. SQLite needs no such migration: the next one of both is V5.
ALTER TABLE training_runs ALTER COLUMN request_key TYPE TEXT, ALTER COLUMN claimed_by TYPE TEXT;
ALTER TABLE gate_results ALTER COLUMN gate TYPE TEXT;
ALTER TABLE alias_history ALTER COLUMN who TYPE TEXT;
ALTER TABLE version_tags ALTER COLUMN tag TYPE TEXT;
ALTER TABLE version_lineage ALTER COLUMN schema_version TYPE TEXT;
ALTER TABLE polluted_windows ALTER COLUMN who TYPE TEXT;
