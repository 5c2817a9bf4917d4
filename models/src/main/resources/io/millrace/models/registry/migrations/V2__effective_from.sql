-- A promotion holds from an event time on. Those that were made without one hold from when they
-- were made; a rollback has none, as it takes back what was promoted.

ALTER TABLE alias_history RENAME COLUMN event_time TO effective_from;
UPDATE alias_history SET effective_from = changed_at
  WHERE effective_from IS NULL AND kind = 'PROMOTION';
