// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.LinkState;
import java.util.Collection;
import java.util.Optional;

/**
 * How a swarm stands at one moment; the numbers add up to {@code total}.
 *
 * @param untried of which the first attempt to connect has not ended yet
 * @param connecting those too that leave their id to another client for a while
 * @param refusal why one of the refused was refused
 * @param trouble why one of those that are connecting is not connected
 */
public record SwarmStatus(
    int total,
    int untried,
    int connected,
    int connecting,
    int refused,
    Optional<String> refusal,
    Optional<String> trouble) {

  /** Whether every device is connected. */
  public boolean isComplete() {
    return connected == total;
  }

  /** Whether no device can ever connect as things are: there is nothing to wait for. */
  public boolean isHopeless() {
    return total > 0 && refused == total;
  }

  static SwarmStatus of(int total, Collection<LinkState> states) {
    var untried = total - states.size();
    var connected = 0;
    var connecting = 0;
    var refused = 0;
    Optional<String> refusal = Optional.empty();
    Optional<String> trouble = Optional.empty();
    for (var state : states) {
      if (state instanceof LinkState.Connected) {
        connected++;
      } else if (state instanceof LinkState.Refused why) {
        refused++;
        refusal = Optional.of(why.reason());
      } else if (state == LinkState.UNTRIED) {
        untried++;
      } else if (state instanceof LinkState.Connecting why) {
        connecting++;
        trouble = Optional.of(why.reason());
      } else if (state instanceof LinkState.Contested why) {
        connecting++;
        trouble = Optional.of(why.reason());
      }
    }
    return new SwarmStatus(total, untried, connected, connecting, refused, refusal, trouble);
  }
}
