// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.BindException;

/** What to say when a port cannot be had. */
final class Listening {
  private Listening() {}

  /**
   * @param cause whose words, the operating system's, tell why
   */
  static CliFailure refused(int port, String flag, Throwable cause) {
    return new CliFailure(Exit.FAILED, why(String.valueOf(cause.getMessage()), port, flag));
  }

  private static String why(String words, int port, String flag) {
    if (words.contains("Permission denied")) {
      return "Port %d is not for ordinary users; choose one above 1023 with %s, or on Linux run 'sudo sysctl net.ipv4.ip_unprivileged_port_start=%d'."
          .formatted(port, flag, port);
    }
    return words.contains("assign requested address")
        ? "The address to listen on is none of this machine's: check --host."
        : "Port %d is in use; stop what uses it, or choose another with %s.".formatted(port, flag);
  }

  /** Waits until something listens there, or fails naming the port and its flag. */
  static <T> T started(Lifetime process, Future<T> starting, int port, String flag) {
    return process.started(
        starting.recover(
            failure ->
                Future.failedFuture(isOfPort(failure) ? refused(port, flag, failure) : failure)));
  }

  /** The JDK's failure, or that of Netty's native transport, which is of no such class. */
  private static boolean isOfPort(Throwable failure) {
    return failure instanceof BindException
        || (failure instanceof IOException
            && String.valueOf(failure.getMessage()).startsWith("bind("));
  }
}
