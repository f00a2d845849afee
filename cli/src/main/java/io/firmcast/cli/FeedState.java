// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** How far what a reader of the feed has heard can be relied on. */
enum FeedState {
  LIVE("Live again."),
  STALE("The hub does not answer the status stream: what is shown may be out of date."),
  RECONNECTING("Connection lost; reconnecting."),
  RESTARTED("Some changes were missed; every status as it is now follows.");

  private final String sentence;

  FeedState(String sentence) {
    this.sentence = sentence;
  }

  /** What a person is told. */
  String sentence() {
    return sentence;
  }
}
