// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a process of some devices gets its SIGKILL: as soon as each of them has come there. Who has
 * comes no further. From any thread.
 */
final class Ambush {
  private final @Nullable KillPoint at;
  private final int devices;
  private final Set<Object> ready = new HashSet<>();
  private final Set<Object> arrived = new HashSet<>();
  private final Promise<Void> allReady = Promise.promise();
  private final @Nullable Process killer;

  private Ambush(@Nullable KillPoint at, int devices, @Nullable Process killer) {
    this.at = at;
    this.devices = devices;
    this.killer = killer;
  }

  static Ambush none() {
    return new Ambush(null, 0, null);
  }

  /** The killer waits for its word, so that it is quick when it comes. */
  static Ambush at(KillPoint point, int devices) throws IOException {
    var self = ProcessHandle.current().pid();
    var killer = new ProcessBuilder("sh", "-c", "read -r now && kill -KILL " + self).start();
    return new Ambush(point, devices, killer);
  }

  /** Completes at once, unless it is here: then never. */
  synchronized Future<Void> reached(KillPoint here, Object device) {
    if (here != at) {
      return Future.succeededFuture();
    }
    arrived.add(device);
    if (arrived.size() == devices) {
      kill();
    }
    return Promise.<Void>promise().future();
  }

  /** All begin together what is to be cut off in its middle; completes at once where it is not. */
  synchronized Future<Void> together(KillPoint middle, Object device) {
    if (middle != at) {
      return Future.succeededFuture();
    }
    ready.add(device);
    if (ready.size() == devices) {
      allReady.tryComplete();
    }
    return allReady.future();
  }

  private void kill() {
    if (killer == null) {
      return;
    }
    try (var word = killer.getOutputStream()) {
      word.write("now\n".getBytes(UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
