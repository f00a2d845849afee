CREATE TABLE rollout (
  rollout_id VARCHAR(128) NOT NULL PRIMARY KEY,
  state      VARCHAR(32)  NOT NULL,
  summary    TEXT         NOT NULL,
  revision   BIGINT       NOT NULL,
  last_seq   BIGINT       NOT NULL,
  owner      VARCHAR(128),
  epoch      BIGINT       NOT NULL,
  beat       BIGINT       NOT NULL,
  created_at BIGINT       NOT NULL,
  updated_at BIGINT       NOT NULL,
  ended_at   BIGINT
);

CREATE INDEX rollout_newest ON rollout (created_at, rollout_id);
CREATE INDEX rollout_open ON rollout (rollout_id) WHERE ended_at IS NULL;
CREATE INDEX rollout_epoch ON rollout (epoch);

CREATE TABLE rollout_log (
  rollout_id VARCHAR(128) NOT NULL,
  seq        BIGINT       NOT NULL,
  at         BIGINT       NOT NULL,
  event      TEXT         NOT NULL,
  PRIMARY KEY (rollout_id, seq)
);

CREATE TABLE rollout_execution (
  rollout_id VARCHAR(128) NOT NULL,
  device_id  VARCHAR(128) NOT NULL,
  wave       INTEGER      NOT NULL,
  state      VARCHAR(32)  NOT NULL,
  reason     TEXT,
  attempt    INTEGER      NOT NULL,
  update_id  VARCHAR(128),
  updated_at BIGINT       NOT NULL,
  PRIMARY KEY (rollout_id, device_id)
);

CREATE INDEX rollout_execution_state ON rollout_execution (rollout_id, state, device_id);

CREATE TABLE rollout_request (
  request_id  VARCHAR(64)  NOT NULL PRIMARY KEY,
  rollout_id  VARCHAR(128) NOT NULL,
  at          BIGINT       NOT NULL,
  request     TEXT         NOT NULL,
  outcome     TEXT,
  answered_at BIGINT
);

CREATE INDEX rollout_request_open ON rollout_request (at, request_id) WHERE answered_at IS NULL;

CREATE TABLE rollout_key (
  idempotency_key VARCHAR(255) NOT NULL PRIMARY KEY,
  request_hash    VARCHAR(64)  NOT NULL,
  rollout_id      VARCHAR(128) NOT NULL,
  request_id      VARCHAR(64),
  created_at      BIGINT       NOT NULL
);

CREATE TABLE webhook_delivery (
  delivery_id VARCHAR(128) NOT NULL PRIMARY KEY,
  rollout_id  VARCHAR(128) NOT NULL,
  url         TEXT         NOT NULL,
  body        TEXT         NOT NULL,
  attempts    INTEGER      NOT NULL,
  next_at     BIGINT       NOT NULL,
  ended_at    BIGINT,
  outcome     TEXT
);

CREATE INDEX webhook_delivery_due ON webhook_delivery (next_at, delivery_id) WHERE ended_at IS NULL;
