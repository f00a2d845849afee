-- SPDX-License-Identifier: Apache-2.0
-- SQLite and PostgreSQL read this alike. Times are epoch milliseconds from the orchestrator's clock.
CREATE TABLE firmware_update (
  update_id        VARCHAR(128) NOT NULL PRIMARY KEY,
  device_id        VARCHAR(128) NOT NULL,
  request          TEXT         NOT NULL,
  idempotency_key  VARCHAR(255) UNIQUE,
  state            VARCHAR(32)  NOT NULL,
  reason           TEXT,
  message          TEXT,
  reported_version BIGINT       NOT NULL,
  answer_status    INTEGER,
  answer_payload   TEXT,
  created_at       BIGINT       NOT NULL,
  updated_at       BIGINT       NOT NULL,
  ended_at         BIGINT,
  revision         INTEGER      NOT NULL
);

CREATE INDEX firmware_update_newest ON firmware_update (created_at, update_id);
CREATE INDEX firmware_update_of_device ON firmware_update (device_id, created_at, update_id);
CREATE INDEX firmware_update_open ON firmware_update (update_id) WHERE ended_at IS NULL;
