// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.identity.Right;
import io.vertx.core.Future;
import java.util.List;

/**
 * What answers one method on one resource, who may call it and how its errors are written.
 *
 * @param rights the caller needs any one of them
 */
record Endpoint(List<Right> rights, ErrorForm errorForm, Work work) {

  Endpoint {
    rights = List.copyOf(rights);
  }

  /**
   * The work itself; completes on any thread, fails with or throws a {@link
   * io.firmcast.localhub.failure.HubFailure}.
   */
  @FunctionalInterface
  interface Work {

    Future<Answer> on(Call call);
  }
}
