// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;

/**
 * The head of an answer, whose body waits until somebody reads it.
 *
 * @param cut fails if the connection breaks, also while nobody reads yet: a cut that came then
 *     would otherwise be waited for
 */
record Answer(HttpClientResponse response, Future<Void> cut) {

  static Answer of(HttpClientResponse response) {
    Promise<Void> cut = Promise.promise();
    response.pause().exceptionHandler(cut::tryFail);
    return new Answer(response, cut.future());
  }

  /** The rest of it is not wanted, and the connection is of no further use. */
  void giveUp() {
    response.request().reset();
  }
}
