// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.agent.DeviceMake;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What kind of devices a process is full of. */
public enum Kind {
  AGENTS {
    @Override
    Devices devices(Where where, List<String> more) {
      return new Agents(vertx(), where, DeviceMake.SIMULATED, Duration.parse(more.get(0)));
    }
  },
  REAL_AGENTS {
    @Override
    Devices devices(Where where, List<String> more) throws Exception {
      var make = Office.devices(Path.of(more.get(0)), where.authorities());
      return new Agents(vertx(), where, make, Duration.ZERO);
    }
  },
  BARE_CLIENTS {
    @Override
    Devices devices(Where where, List<String> more) {
      return new BareClients(vertx(), where);
    }
  },
  ORIGIN {
    @Override
    Devices devices(Where where, List<String> more) {
      return new OriginDevices(where, Duration.parse(more.get(0)));
    }
  };

  /**
   * None of them connected yet.
   *
   * @param more how long a phase takes; of {@link #REAL_AGENTS} the folder of the {@link Office}
   */
  abstract Devices devices(Where where, List<String> more) throws Exception;

  /** As the command line has it. */
  private static Vertx vertx() {
    return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  }
}
