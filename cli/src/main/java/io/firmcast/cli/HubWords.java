// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.HubException;

/**
 * What a hub's refusal means to somebody at a terminal, with what to do about it, and its exit
 * code.
 *
 * @param subject the device or module it was about, or what else
 * @param conflict the whole sentence for when it exists already, or has changed since it was read
 */
record HubWords(String subject, String conflict) {

  /** For what is asked about one device or module. */
  static HubWords about(Object identity) {
    return new HubWords(
        identity.toString(),
        "%s has changed since that etag was read: read it again.".formatted(identity));
  }

  CliFailure of(HubException failure, String host) {
    return switch (failure.reason()) {
      case DEVICE_NOT_FOUND ->
          new CliFailure(
              Exit.NOT_FOUND,
              "The hub %s has no %s; 'firmcast devices list' shows what it has."
                  .formatted(host, subject));
      case DEVICE_TIMEOUT ->
          new CliFailure(
              Exit.TIMED_OUT,
              "%s was asked and did not answer in time: it may have done it. Wait longer with --to."
                  .formatted(subject));
      case DEVICE_OFFLINE ->
          failed(
              "%s is not connected, or takes no methods: start it, or wait for it with --connect-timeout."
                  .formatted(subject));
      case CONFLICT -> failed(conflict);
      case THROTTLED ->
          failed("The hub %s asks to slow down: try again in a minute.".formatted(host));
      case UNAUTHORIZED ->
          failed(
              "The hub %s refuses the connection string: check the key, and that its policy has the right."
                  .formatted(host));
      case BAD_REQUEST -> failed("The hub refuses this: " + sentence(failure));
      case OVERLOADED -> failed("Too much is under way here: try again.");
      case UNAVAILABLE -> failed(unavailable(failure));
    };
  }

  private static String unavailable(HubException failure) {
    var words = failure.getMessage() == null ? "" : failure.getMessage();
    if (words.contains("TLS")) {
      return words + ": give the hub's authority with --ca-file.";
    }
    return words + ": check the connection string, or start the local hub with 'firmcast hub'.";
  }

  private static String sentence(HubException failure) {
    var words = String.valueOf(failure.getMessage());
    return words.endsWith(".") ? words : words + ".";
  }

  private static CliFailure failed(String sentence) {
    return new CliFailure(Exit.FAILED, sentence);
  }
}
