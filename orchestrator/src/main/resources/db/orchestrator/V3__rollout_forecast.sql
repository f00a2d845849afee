-- SPDX-License-Identifier: Apache-2.0
-- What was forecast when a rollout was started; it is beside the log and takes no part in a replay.
CREATE TABLE rollout_forecast (
  rollout_id VARCHAR(128) NOT NULL PRIMARY KEY,
  at         BIGINT       NOT NULL,
  forecast   TEXT         NOT NULL
);
