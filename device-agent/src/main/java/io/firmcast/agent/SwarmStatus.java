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
 * @param updating of all, those that are downloading or applying
 * @param completed of all, those whose last update is installed
 * @param failed of all, those whose last update was not
 * @param refusal why one of the refused was refused
 * @param trouble why one of those that are connecting is not connected
 */
public record SwarmStatus(
    int total,
    int untried,
    int connected,
    int connecting,
    int refused,
    int updating,
    int completed,
    int failed,
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

  static SwarmStatus of(int total, Collection<DeviceAgentVerticle> agents) {
    var counted = new Count(total - agents.size());
    agents.forEach(counted::add);
    return counted.status(total);
  }

  /** Counts as it goes: a large swarm is counted every second. */
  private static final class Count {
    private int untried;
    private int connected;
    private int connecting;
    private int refused;
    private int updating;
    private int completed;
    private int failed;
    private Optional<String> refusal = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    Count(int untried) {
      this.untried = untried;
    }

    void add(DeviceAgentVerticle agent) {
      add(agent.state());
      switch (agent.status()) {
        case DOWNLOADING, APPLYING -> updating++;
        case COMPLETED -> completed++;
        case FAILED -> failed++;
        case STAND_BY, UNKNOWN -> {}
      }
    }

    private void add(LinkState state) {
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

    SwarmStatus status(int total) {
      return new SwarmStatus(
          total,
          untried,
          connected,
          connecting,
          refused,
          updating,
          completed,
          failed,
          refusal,
          trouble);
    }
  }
}
