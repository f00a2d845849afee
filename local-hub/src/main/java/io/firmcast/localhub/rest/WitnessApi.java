// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.identity.HubNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /admin/witness?after=0&limit=1000}: what the hub saw go to and come from devices, one
 * JSON object a line. {@code after} is the sequence number of the last line read before; an empty
 * answer says that there is nothing newer, and 410 that what follows is no longer held. The header
 * {@code x-witness-newest} tells how far it goes.
 */
final class WitnessApi {

  private static final Logger LOG = LoggerFactory.getLogger(WitnessApi.class);
  private static final int MOST_LINES = 1000;

  private final Witness witness;
  private final AdminGuard guard;

  WitnessApi(Witness witness, HubNames names) {
    this.witness = witness;
    this.guard = new AdminGuard(names);
  }

  void addTo(Router router) {
    router.get("/admin/witness").handler(guard).handler(this::lines);
  }

  private void lines(RoutingContext request) {
    var after = request.request().getParam("after", "0");
    var limit = request.request().getParam("limit", Integer.toString(MOST_LINES));
    if (!after.matches("\\d{1,18}") || !limit.matches("\\d{1,4}")) {
      Problem.BAD_REQUEST.write(request, "after and limit: must be numbers");
      return;
    }
    var newest = witness.newest();
    var found = witness.after(Long.parseLong(after), Math.min(MOST_LINES, Integer.parseInt(limit)));
    if (found.isEmpty()) {
      Problem.GONE.write(
          request, "Held is what follows %d up to %d.".formatted(witness.oldest() - 1, newest));
      return;
    }
    var body = Buffer.buffer();
    found
        .get()
        .forEach(
            testimony -> body.appendBuffer(testimony.toJson().toBuffer()).appendByte((byte) '\n'));
    request
        .response()
        .putHeader("Content-Type", "application/x-ndjson")
        .putHeader("x-witness-newest", Long.toString(newest))
        .end(body)
        .onFailure(cause -> LOG.debug("the caller went away before the answer", cause));
  }
}
