// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

/** Devices of one kind, in this process. */
interface Devices {

  /** Connects and subscribes devices from that number on; returns when all are connected. */
  void connect(int first, int count) throws Exception;

  /** How many of them have an update behind them. */
  int completed();
}
