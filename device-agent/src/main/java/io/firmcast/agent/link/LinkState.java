// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

/** How a link stands. */
public sealed interface LinkState {

  /** The device can be reached and can report. */
  record Connected() implements LinkState {}

  /** Not connected; it is being tried, again and again. The reason is a sentence for people. */
  record Connecting(String reason) implements LinkState {}

  /**
   * The hub does not accept this device's credentials. It is tried again, rarely: a key can be
   * corrected and a device enabled at the hub's side.
   */
  record Refused(String reason) implements LinkState {}

  /**
   * Another client keeps connecting under this device's id, and each connects at the other's cost.
   * This one stays away for some minutes; somebody must find out which of the two is right.
   */
  record Contested(String reason) implements LinkState {}

  /** Before the first attempt has ended. */
  LinkState UNTRIED = new Connecting("not tried yet");
}
