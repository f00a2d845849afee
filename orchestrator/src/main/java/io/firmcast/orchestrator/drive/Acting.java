// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.HubException;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.HubCause;
import io.firmcast.orchestrator.rollout.engine.TimeEvent;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a rollout commands, after that was kept, and brings back what came of it. */
final class Acting {
  private static final Logger LOG = LoggerFactory.getLogger(Acting.class);
  private static final String STALE_EPOCH = "staleEpoch";

  private final Workshop with;
  private final long epoch;
  private final Session session;
  private final HubCalls hub;
  private final Watch watch;
  private long alarm = -1;
  private boolean unauthorized;

  Acting(Workshop with, long epoch, Session session) {
    this.with = with;
    this.epoch = epoch;
    this.session = session;
    this.hub =
        new HubCalls(
            with.start(), with.active(), with.methodTimeout(), HubLimits.DEFAULT, session::mayAct);
    this.watch = new Watch(with.vertx(), hub, with.reconcilePeriod().toMillis(), session::about);
  }

  void act(Command command) {
    if (command instanceof Command.CallMethod call) {
      bring(() -> hub.callMethod(call, epoch));
    } else if (command instanceof Command.PatchDesired patch) {
      bring(() -> hub.patchDesired(patch, epoch));
    } else if (command instanceof Command.ClearDesired clear) {
      bring(() -> hub.clearDesired(clear));
    } else if (command instanceof Command.ReadTwin read) {
      watch.add(read.device(), read.update());
      bring(() -> hub.readTwin(read.device(), read.update()));
    } else if (command instanceof Command.Measure measure) {
      hub.measure(measure).onSuccess(found -> found.ifPresent(session::about));
    } else if (command instanceof Command.WakeAt wake) {
      with.vertx().cancelTimer(alarm);
      var delay = wake.at().toEpochMilli() - with.clock().millis();
      alarm =
          with.vertx()
              .setTimer(Math.max(1, delay), due -> session.happened(new TimeEvent.Ticked()));
    }
  }

  void hint(StatusChanged change) {
    watch.hint(change);
  }

  /** Nothing more is to be seen of it. */
  void forget(DeviceId device) {
    watch.remove(device);
  }

  void stop() {
    with.vertx().cancelTimer(alarm);
    watch.stop();
    hub.stop();
  }

  private void bring(Supplier<Future<DeviceEvent>> call) {
    call.get().onSuccess(this::came).onFailure(session::lose);
  }

  private void came(DeviceEvent event) {
    if (session.isClosed()) {
      return;
    }
    if (event instanceof DeviceEvent.Answered answered && isStale(answered.answer())) {
      // The device obeys only an owner of a higher epoch: that is not us, or not yet.
      LOG.atWarn()
          .addKeyValue("rolloutId", session.rolloutId())
          .addKeyValue("deviceId", event.device())
          .log("the device has seen a higher epoch; the rollout is taken anew");
      session.lose(new HubException(HubException.Reason.CONFLICT, "epoch too low"));
      return;
    }
    if (event instanceof DeviceEvent.Answered answered && answered.answer().isAccepted()) {
      follow(answered.device(), answered.update());
    } else if (event instanceof DeviceEvent.Unanswered unanswered) {
      follow(unanswered.device(), unanswered.update());
    } else if (event instanceof DeviceEvent.DesiredWritten written) {
      watch.add(written.device(), written.update());
    } else if (event instanceof DeviceEvent.Removed removed) {
      watch.remove(removed.device());
    }
    tellOfBadCredentials(event);
    session.happened(event);
  }

  /**
   * Told to others only now: whoever reads the twin upon it finds something there. Told before the
   * call, every device was read once for nothing.
   */
  private void follow(DeviceId device, UpdateId update) {
    UpdateStarted.TOPIC.publish(with.vertx(), new UpdateStarted(device, update));
    watch.add(device, update);
  }

  private void tellOfBadCredentials(DeviceEvent event) {
    if (event instanceof DeviceEvent.Refused refused
        && refused.cause() == HubCause.UNAUTHORIZED
        && !unauthorized) {
      unauthorized = true;
      LOG.atError()
          .addKeyValue("rolloutId", session.rolloutId())
          .log("the hub refuses our credentials; the rollout waits until a person acts");
    }
  }

  private static boolean isStale(FirmwareAnswer answer) {
    return answer.status() == FirmwareAnswer.PRECONDITION_FAILED
        && STALE_EPOCH.equals(answer.reason());
  }
}
