// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.REGISTRY_READ;
import static io.firmcast.localhub.identity.Right.SERVICE_CONNECT;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

/** Modules: no device of this hub has any, so each one asked for is not found. */
final class ModuleApi {

  private final Devices devices;

  ModuleApi(Devices devices) {
    this.devices = devices;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.GET, Resource.MODULE, ErrorForm.NAMED, this::notFound, REGISTRY_READ);
    routes.add(
        HttpMethod.GET, Resource.MODULE_TWIN, ErrorForm.CODED, this::notFound, SERVICE_CONNECT);
    routes.add(
        HttpMethod.POST, Resource.MODULE_METHODS, ErrorForm.CODED, this::notFound, SERVICE_CONNECT);
  }

  private Future<Answer> notFound(Call call) {
    var device = devices.get(call.deviceId()).identity().deviceId();
    return Future.failedFuture(
        new HubFailure(Code.MODULE_NOT_FOUND, "Device " + device + " has no such module"));
  }
}
