-- The same statements run on SQLite and PostgreSQL. Times are milliseconds since the epoch: the
-- two do not agree on a timestamp type. Numbers are handed out by this schema's own counters, so
-- that none is ever given twice, whichever database it is.

CREATE TABLE counters (
  name       VARCHAR(64) NOT NULL PRIMARY KEY,
  last_value BIGINT      NOT NULL
);
INSERT INTO counters (name, last_value) VALUES ('training_run', 0);
INSERT INTO counters (name, last_value) VALUES ('alias_change', 0);

-- A model's row is also its lock: every transaction that changes anything of a model updates
-- `changes` first.
CREATE TABLE models (
  name         VARCHAR(200) NOT NULL PRIMARY KEY,
  created_at   BIGINT       NOT NULL,
  last_version BIGINT       NOT NULL,
  changes      BIGINT       NOT NULL
);

CREATE TABLE training_runs (
  id            BIGINT       NOT NULL PRIMARY KEY,
  model         VARCHAR(200) NOT NULL REFERENCES models (name),
  request_key   VARCHAR(500) NOT NULL,
  trigger_kind  VARCHAR(20)  NOT NULL,
  reason        TEXT         NOT NULL,
  figures       TEXT         NOT NULL,
  requested_at  BIGINT       NOT NULL,
  event_time    BIGINT,
  data_from     BIGINT,
  data_to       BIGINT,
  state         VARCHAR(20)  NOT NULL,
  claimed_by    VARCHAR(200),
  lease_until   BIGINT,
  attempts      INTEGER      NOT NULL,
  version       BIGINT,
  decision      TEXT,
  finished_at   BIGINT,
  message       TEXT,
  UNIQUE (model, request_key)
);
CREATE INDEX training_runs_by_state ON training_runs (model, state);

CREATE TABLE gate_results (
  run_id   BIGINT       NOT NULL REFERENCES training_runs (id),
  position INTEGER      NOT NULL,
  gate     VARCHAR(200) NOT NULL,
  passed   BOOLEAN      NOT NULL,
  figures  TEXT         NOT NULL,
  reason   TEXT         NOT NULL,
  PRIMARY KEY (run_id, position)
);

CREATE TABLE model_versions (
  model           VARCHAR(200) NOT NULL REFERENCES models (name),
  version         BIGINT       NOT NULL,
  state           VARCHAR(20)  NOT NULL,
  run_id          BIGINT REFERENCES training_runs (id),
  created_at      BIGINT       NOT NULL,
  metrics         TEXT         NOT NULL,
  manifest_sha256 VARCHAR(64),
  reason          TEXT,
  PRIMARY KEY (model, version)
);

CREATE TABLE alias_history (
  id           BIGINT       NOT NULL PRIMARY KEY,
  model        VARCHAR(200) NOT NULL REFERENCES models (name),
  alias        VARCHAR(200) NOT NULL,
  kind         VARCHAR(20)  NOT NULL,
  from_version BIGINT,
  to_version   BIGINT       NOT NULL,
  who          VARCHAR(200) NOT NULL,
  why          TEXT         NOT NULL,
  changed_at   BIGINT       NOT NULL,
  event_time   BIGINT,
  run_id       BIGINT REFERENCES training_runs (id)
);
CREATE INDEX alias_history_by_alias ON alias_history (model, alias, id);

CREATE TABLE aliases (
  model     VARCHAR(200) NOT NULL REFERENCES models (name),
  alias     VARCHAR(200) NOT NULL,
  version   BIGINT       NOT NULL,
  change_id BIGINT       NOT NULL REFERENCES alias_history (id),
  PRIMARY KEY (model, alias),
  FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);
