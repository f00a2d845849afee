// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.fault.ArmedFault;
import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.Faults;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts connections and lets tokens expire by itself while rules ask for that; without such rules it
 * has no timer. Callable from any thread.
 */
public final class Reaper {

  private final Vertx vertx;
  private final Connections connections;
  private final Reception reception;
  private final Faults faults;
  private final List<Long> timers = new ArrayList<>();
  private int generation;

  public Reaper(Vertx vertx, Connections connections, Reception reception, Faults faults) {
    this.vertx = vertx;
    this.connections = connections;
    this.reception = reception;
    this.faults = faults;
    faults.onChange(this::follow);
    follow();
  }

  /** Does nothing any more, whatever the rules. */
  public synchronized void close() {
    generation = Integer.MIN_VALUE;
    forget();
  }

  private synchronized void follow() {
    if (generation < 0) {
      return;
    }
    generation++;
    forget();
    for (var fault : faults.all()) {
      switch (fault.rule().kind()) {
        case KILL_CONNECTION, EXPIRE_TOKEN -> wait(fault, generation);
        default -> {
          // Strikes on occasion.
        }
      }
    }
  }

  private synchronized void wait(ArmedFault fault, int since) {
    if (since == generation && !fault.over()) {
      var pause = Math.max(1, fault.timeNow().toMillis());
      timers.add(vertx.setTimer(pause, id -> reap(id, fault, since)));
    }
  }

  private void reap(long timer, ArmedFault fault, int since) {
    synchronized (this) {
      timers.remove(timer);
    }
    for (var connection : connections.all()) {
      if (fault.strike(connection.deviceId()) != null) {
        if (fault.rule().kind() == FaultKind.EXPIRE_TOKEN) {
          reception.expireToken(connection);
        }
        connection.close();
      }
    }
    wait(fault, since);
  }

  private void forget() {
    timers.forEach(vertx::cancelTimer);
    timers.clear();
  }
}
