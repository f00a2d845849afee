// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.SERVICE_CONNECT;

import io.firmcast.localhub.method.DirectMethods;
import io.firmcast.localhub.method.MethodCall;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** {@code /twins/{id}/methods}, of devices and modules. */
final class MethodApi {

  private final DirectMethods methods;

  MethodApi(DirectMethods methods) {
    this.methods = methods;
  }

  void addTo(Routes routes) {
    for (var methods : List.of(Resource.METHODS, Resource.MODULE_METHODS)) {
      routes.add(HttpMethod.POST, methods, ErrorForm.CODED, this::invoke, SERVICE_CONNECT);
    }
  }

  private Future<Answer> invoke(Call call) {
    return methods
        .invoke(call.deviceId(), MethodCall.of(call.body()))
        .map(reply -> Answer.ok(reply.toJson()));
  }
}
