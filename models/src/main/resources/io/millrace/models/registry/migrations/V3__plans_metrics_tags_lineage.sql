-- How a requested run is to train. Durations are milliseconds.
ALTER TABLE training_runs ADD COLUMN plan_start VARCHAR(20);
ALTER TABLE training_runs ADD COLUMN plan_half_life BIGINT;
ALTER TABLE training_runs ADD COLUMN plan_data_from BIGINT;
ALTER TABLE training_runs ADD COLUMN plan_settings TEXT;

-- What a run measured on its way. One row a step, the figures as JSON: a loss can be NaN, for which
-- the two databases have no common column type.
CREATE TABLE run_metrics (
  run_id      BIGINT NOT NULL REFERENCES training_runs (id),
  step        BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  figures     TEXT   NOT NULL,
  PRIMARY KEY (run_id, step)
);

CREATE TABLE version_tags (
  model   VARCHAR(200) NOT NULL,
  version BIGINT       NOT NULL,
  tag     VARCHAR(200) NOT NULL,
  content TEXT         NOT NULL,
  PRIMARY KEY (model, version, tag),
  FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);

-- What a version was made from. Rows are training examples.
CREATE TABLE version_lineage (
  model          VARCHAR(200) NOT NULL,
  version        BIGINT       NOT NULL,
  trained_from   BIGINT,
  trained_to     BIGINT,
  evaluated_from BIGINT,
  evaluated_to   BIGINT,
  training_rows  BIGINT,
  schema_version VARCHAR(200),
  schema_sha256  VARCHAR(64),
  warm_started   BIGINT,
  PRIMARY KEY (model, version),
  FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);

INSERT INTO counters (name, last_value) VALUES ('polluted_window', 0);
CREATE TABLE polluted_windows (
  id        BIGINT       NOT NULL PRIMARY KEY,
  model     VARCHAR(200) NOT NULL REFERENCES models (name),
  data_from BIGINT       NOT NULL,
  data_to   BIGINT       NOT NULL,
  who       VARCHAR(200) NOT NULL,
  why       TEXT         NOT NULL,
  marked_at BIGINT       NOT NULL
);
CREATE INDEX polluted_windows_by_model ON polluted_windows (model, id);
