// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.follow.Events;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class StopTest {
  @TempDir private Path data = Path.of("");

  @Test
  void changes_that_come_while_it_stops_find_the_store_open() {
    var orchestrator = new Running(data, Running.QUICK);
    var logged = new ListAppender<ILoggingEvent>();
    logged.start();
    var events = (Logger) LoggerFactory.getLogger(Events.class);
    events.addAppender(logged);

    for (var number = 1; number <= 100; number++) {
      StatusChanged.TOPIC.publish(orchestrator.vertx, downloading(orchestrator, number));
    }
    orchestrator.undeploy();

    orchestrator.close();
    events.detachAppender(logged);
    assertThat(logged.list).isEmpty();
  }

  private static StatusChanged downloading(Running orchestrator, int number) {
    return new StatusChanged(
        new DeviceId("sim-3"),
        FirmwareStatus.DOWNLOADING,
        orchestrator.clock.instant(),
        1,
        new UpdateId("u-" + number),
        null,
        null);
  }
}
