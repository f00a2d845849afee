// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.wire.HubTime;
import java.time.Instant;

/**
 * Whether a device is connected, since when, and when it was last heard of. Not kept across
 * restarts: afterwards nobody is connected, and the time of the last activity begins anew; the real
 * hub would remember it.
 *
 * @param waiting how many messages from the cloud wait for the device
 */
public record Presence(
    boolean connected, Instant since, Instant lastActivity, String modelId, int waiting) {

  static final Presence NEVER_SEEN = new Presence(false, HubTime.NEVER, HubTime.NEVER, "", 0);

  Presence connected(String model, Instant now) {
    return new Presence(true, now, now, model, waiting);
  }

  Presence disconnected(Instant now) {
    return new Presence(false, now, now, modelId, waiting);
  }

  Presence active(Instant now) {
    return new Presence(connected, since, now, modelId, waiting);
  }

  Presence waiting(int messages) {
    return new Presence(connected, since, lastActivity, modelId, messages);
  }
}
