-- Quarantines that were lifted. A version keeps the reason of a quarantine only while it is in it.
INSERT INTO counters (name, last_value) VALUES ('quarantine_release', 0);
CREATE TABLE quarantine_releases (
  id          BIGINT       NOT NULL PRIMARY KEY,
  model       VARCHAR(200) NOT NULL,
  version     BIGINT       NOT NULL,
  reason      TEXT         NOT NULL,
  who         TEXT         NOT NULL,
  why         TEXT         NOT NULL,
  released_at BIGINT       NOT NULL,
  FOREIGN KEY (model, version) REFERENCES model_versions (model, version)
);
CREATE INDEX quarantine_releases_by_version ON quarantine_releases (model, version, id);
