// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

/**
 * How fast a swarm comes up: a hub counts new connections by the second, and a machine's handshakes
 * cost its processor.
 *
 * @param atOnce devices that may be trying for the first time
 * @param perSecond devices begun in a second
 */
public record SwarmPace(int atOnce, int perSecond) {
  /** Below the 100 new connections a second of an S1 hub (iot-hub-protocol.md L04). */
  public static final SwarmPace DEFAULT = new SwarmPace(50, 90);

  public SwarmPace {
    if (atOnce < 1 || perSecond < 1) {
      throw new IllegalArgumentException("a swarm must be allowed to begin");
    }
  }
}
