// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.HubException;
import io.firmcast.hub.Identity;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What a hub's refusal means to somebody at a terminal, with what to do about it, and its exit
 * code.
 *
 * @param subject the device or module it was about, or what else, as in "knows no …"
 * @param conflict the whole sentence for when it exists already, or has changed since it was read
 * @param postscript of a refusal of the request itself
 */
record HubWords(String subject, String conflict, String postscript) {

  HubWords(String subject, String conflict) {
    this(subject, conflict, "");
  }

  /** For what is asked about one device or module. */
  static HubWords about(Identity identity) {
    return new HubWords(
        named(identity),
        "%s has changed since that etag was read: read it again.".formatted(identity));
  }

  /** For a query; its positions count from the beginning of the whole of it. */
  static HubWords ofQuery(String sql) {
    return new HubWords("such thing", "It has changed.", " The whole query was: " + sql);
  }

  static String named(Identity identity) {
    return identity.isModule()
        ? "module %s of device %s".formatted(identity.moduleId(), identity.deviceId())
        : "device " + identity.deviceId();
  }

  CliFailure of(HubException failure, String host) {
    return switch (failure.reason()) {
      case DEVICE_NOT_FOUND ->
          new CliFailure(
              Exit.NOT_FOUND,
              "The hub %s knows no %s; 'firmcast devices list' shows what it knows."
                  .formatted(host, subject));
      case DEVICE_TIMEOUT ->
          new CliFailure(
              Exit.TIMED_OUT,
              "The %s was asked and did not answer in time: it may have done it. Wait longer with --to."
                  .formatted(subject));
      case DEVICE_OFFLINE ->
          failed(
              "The %s is not connected, or takes no methods: start it, or wait for it with --connect-timeout."
                  .formatted(subject));
      case CONFLICT -> failed(conflict);
      case THROTTLED ->
          failed("The hub %s asks to slow down: try again in a minute.".formatted(host));
      case UNAUTHORIZED ->
          failed(
              "The hub %s refuses the connection string: check the key, and that its policy has the right."
                  .formatted(host));
      case BAD_REQUEST -> failed("The hub refuses this: " + sentence(failure) + postscript);
      case OVERLOADED -> failed("Too much is under way here: try again.");
      case UNAVAILABLE -> failed(unavailable(failure, host));
    };
  }

  private static String unavailable(HubException failure, String host) {
    if (failure.getCause() instanceof SSLException) {
      return "%s shows a certificate that is not trusted here, or none: give its authority with --ca-file."
          .formatted(host);
    }
    if (!(failure.getCause() instanceof IOException
        || failure.getCause() instanceof TimeoutException)) {
      return "The hub %s failed: %s Try again.".formatted(host, sentence(failure));
    }
    return failure.getMessage()
        + ": check the connection string, or start the local hub with 'firmcast hub'.";
  }

  private static String sentence(HubException failure) {
    var words = String.valueOf(failure.getMessage());
    return words.endsWith(".") ? words : words + ".";
  }

  private static CliFailure failed(String sentence) {
    return new CliFailure(Exit.FAILED, sentence);
  }
}
