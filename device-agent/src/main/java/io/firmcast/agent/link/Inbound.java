// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a hub sends to a device. */
public interface Inbound {

  /**
   * A direct method was invoked; the hub waits for the reply, some seconds.
   *
   * @param payload any JSON value as Vert.x reads it; text that is not JSON arrives as the text
   */
  Future<MethodReply> method(String name, @Nullable Object payload);

  /**
   * Desired properties have changed: the patch with its nulls, and {@code $version}. The hub does
   * not repeat what it said while the device was away.
   */
  void desired(JsonObject change);
}
