// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.agent.link.DeviceLink;
import io.firmcast.agent.link.DeviceTwin;
import io.firmcast.agent.link.LinkListener;
import io.firmcast.agent.link.LinkState;
import io.firmcast.contract.FirmwareStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The link of a device that goes offline, lies, repeats itself or does not answer. */
final class ScriptedLink implements DeviceLink {
  private static final Logger LOG = LoggerFactory.getLogger(ScriptedLink.class);

  private final Vertx vertx;
  private final ScriptedDevice device;
  private final Supplier<DeviceLink> way;
  private DeviceLink link;
  private long timer = -1;
  private boolean closed;

  ScriptedLink(Vertx vertx, ScriptedDevice device, Supplier<DeviceLink> way) {
    this.vertx = vertx;
    this.device = device;
    this.way = way;
    this.link = way.get();
  }

  @Override
  public Future<Void> open(LinkListener listener) {
    var wrapped = new ScriptedListener(vertx, device, listener);
    device
        .goesOffline()
        .ifPresent(offline -> timer = later(offline.after(), () -> leave(offline, wrapped)));
    return link.open(wrapped);
  }

  @Override
  public Future<DeviceTwin> twin() {
    return link.twin();
  }

  /** The first answer counts; what becomes of the repetitions nobody waits for. */
  @Override
  public Future<Void> report(JsonObject patch) {
    var said = said(patch);
    var first = link.report(said);
    var count =
        device
            .is(Behaviour.DuplicateReports.class)
            .map(Behaviour.DuplicateReports::count)
            .orElse(1L);
    for (long again = 1; again < count; again++) {
      link.report(said).onFailure(lost -> LOG.debug("repetition lost", lost));
    }
    return first;
  }

  @Override
  public Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return link.close();
  }

  private JsonObject said(JsonObject patch) {
    var lie = device.is(Behaviour.Lies.class);
    if (lie.isEmpty()
        || !FirmwareStatus.COMPLETED.wire().equals(patch.getString("firmwareStatus"))) {
      return patch;
    }
    var said = patch.copy();
    said.getJsonObject("firmware").put("version", lie.get().version());
    return said;
  }

  private void leave(Behaviour.Offline offline, LinkListener listener) {
    var gone = link.close();
    link = way.get();
    listener.state(new LinkState.Connecting("offline, as the script says"));
    timer = later(offline.lasting(), () -> comeBack(gone, listener));
  }

  private void comeBack(Future<Void> gone, LinkListener listener) {
    gone.transform(left -> closed ? Future.<Void>succeededFuture() : link.open(listener))
        .onFailure(bug -> LOG.error("not back from offline", bug));
  }

  private long later(Span span, Runnable act) {
    return vertx.setTimer(Math.max(1, device.pick(span).toMillis()), fired -> act.run());
  }
}
