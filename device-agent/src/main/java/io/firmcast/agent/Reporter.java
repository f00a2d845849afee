// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.DeviceLink;
import io.firmcast.agent.link.LinkException;
import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.agent.update.ReportQueue;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every report to the hub, one at a time and in order, again and again until it is
 * acknowledged. There is no last try: without its last report a finished update would look
 * unfinished for ever.
 */
final class Reporter {
  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

  private final Vertx vertx;
  private final DeviceLink link;
  private final DeviceId device;
  private final Backoff backoff;
  private final ReportQueue queue = new ReportQueue();
  private Future<Void> sending = Future.succeededFuture();
  private int failures;
  private long timer = -1;
  private boolean closed;

  Reporter(Vertx vertx, DeviceLink link, DeviceId device, Backoff backoff) {
    this.vertx = vertx;
    this.link = link;
    this.device = device;
    this.backoff = backoff;
  }

  void report(ReportedFirmware report) {
    queue.add(report);
    send();
  }

  /** Whether the hub has acknowledged everything. */
  boolean isUpToDate() {
    return queue.isEmpty();
  }

  /** Now is a good moment: the link is up again. */
  void resume() {
    failures = 0;
    send();
  }

  /** Sends nothing more; completes when what is on its way has arrived, or has not. */
  Future<Void> close() {
    closed = true;
    vertx.cancelTimer(timer);
    return sending;
  }

  private void send() {
    if (!closed) {
      queue.take().ifPresent(this::send);
    }
  }

  private void send(ReportedFirmware report) {
    vertx.cancelTimer(timer);
    var out = link.report(report.toPatch());
    sending = out.otherwiseEmpty();
    out.onComplete(acknowledged -> settled(), this::failed);
  }

  private void settled() {
    failures = 0;
    queue.settled();
    send();
  }

  private void failed(Throwable why) {
    if (LinkException.reasonOf(why) == Reason.BAD_REQUEST) {
      LOG.atError()
          .addKeyValue("deviceId", device)
          .addKeyValue("reason", why.getMessage())
          .log("the hub does not take this report");
      settled();
      return;
    }
    queue.unsettled();
    if (!closed) {
      timer = vertx.setTimer(backoff.delayMillis(failures++), again -> send());
    }
  }
}
