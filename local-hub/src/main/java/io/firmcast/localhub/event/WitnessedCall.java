// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.firmcast.localhub.event.Testimony.MethodDelivered;
import io.firmcast.localhub.event.Testimony.MethodReplied;
import io.firmcast.localhub.event.Testimony.MethodUnanswered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * One invocation of a method with all that became of it.
 *
 * @param deliveries one, unless it was delivered again
 * @param replies none if the device never answered
 * @param unanswered there if the hub gave up waiting
 */
public record WitnessedCall(
    List<MethodDelivered> deliveries,
    List<MethodReplied> replies,
    Optional<MethodUnanswered> unanswered) {

  public WitnessedCall {
    deliveries = List.copyOf(deliveries);
    replies = List.copyOf(replies);
  }

  public String deviceId() {
    return deliveries.get(0).deviceId();
  }

  public String name() {
    return deliveries.get(0).name();
  }

  /** Calls whose first delivery is no longer among the testimonies are left out. */
  static List<WitnessedCall> of(List<Testimony> testimonies) {
    var calls = new LinkedHashMap<Long, List<Testimony>>();
    for (var testimony : testimonies) {
      if (testimony instanceof MethodDelivered delivery) {
        calls.computeIfAbsent(delivery.call(), n -> new ArrayList<>()).add(delivery);
      } else if (testimony instanceof MethodReplied reply) {
        calls.computeIfPresent(reply.call(), (n, story) -> with(story, reply));
      } else if (testimony instanceof MethodUnanswered silence) {
        calls.computeIfPresent(silence.call(), (n, story) -> with(story, silence));
      }
    }
    return calls.values().stream().map(WitnessedCall::told).toList();
  }

  private static WitnessedCall told(List<Testimony> story) {
    return new WitnessedCall(
        only(story, MethodDelivered.class),
        only(story, MethodReplied.class),
        only(story, MethodUnanswered.class).stream().findFirst());
  }

  private static List<Testimony> with(List<Testimony> story, Testimony more) {
    story.add(more);
    return story;
  }

  private static <T> List<T> only(List<Testimony> story, Class<T> kind) {
    return story.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
