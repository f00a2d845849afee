// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.Future;
import java.net.BindException;

/** What to say when a port cannot be had. */
final class Listening {
  private Listening() {}

  static CliFailure taken(int port, String flag) {
    return new CliFailure(
        Exit.FAILED,
        "Port %d is in use; stop what uses it, or choose another with %s.".formatted(port, flag));
  }

  /** Waits until something listens there, or fails naming the port and its flag. */
  static <T> T started(Lifetime process, Future<T> starting, int port, String flag) {
    return process.started(
        starting.recover(
            failure ->
                Future.failedFuture(
                    failure instanceof BindException ? taken(port, flag) : failure)));
  }
}
