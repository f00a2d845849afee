// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

/** Who is told of events, one after the other. Must not block. */
@FunctionalInterface
public interface EventListener {

  void happened(HubEvent event);

  /**
   * The listener was so slow that events it has not seen are no longer held; it is told nothing
   * more.
   *
   * @param newest from where it could go on
   */
  default void gone(Position newest) {}

  /** Whether there is no room for more at the moment; {@link EventReader#resume} ends that. */
  default boolean full() {
    return false;
  }
}
