// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.REGISTRY_READ;
import static io.firmcast.localhub.identity.Right.SERVICE_CONNECT;

import io.firmcast.localhub.configuration.Configurations;
import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * {@code /twins/{id}}, of devices and modules: always answers 200 with the whole twin, for the Java
 * SDK cannot read anything less.
 */
final class TwinApi {

  private final Devices devices;
  private final Configurations configurations;

  TwinApi(Devices devices, Configurations configurations) {
    this.devices = devices;
    this.configurations = configurations;
  }

  void addTo(Routes routes) {
    for (var twin : List.of(Resource.TWIN, Resource.MODULE_TWIN)) {
      routes.add(HttpMethod.GET, twin, ErrorForm.TWIN, this::get, SERVICE_CONNECT, REGISTRY_READ);
      routes.add(HttpMethod.PATCH, twin, ErrorForm.TWIN, this::patch, SERVICE_CONNECT);
      routes.add(HttpMethod.PUT, twin, ErrorForm.TWIN, this::replace, SERVICE_CONNECT);
    }
  }

  private Future<Answer> get(Call call) {
    return Future.succeededFuture(shown(devices.get(call.deviceId())));
  }

  private Future<Answer> patch(Call call) {
    return devices
        .mergeTwin(call.deviceId(), ServicePatch.of(call.body()), call.precondition())
        .map(this::shown);
  }

  private Future<Answer> replace(Call call) {
    return devices
        .replaceTwin(call.deviceId(), ServicePatch.of(call.body()), call.precondition())
        .map(this::shown);
  }

  private Answer shown(Device device) {
    return Answer.ok(new ConfiguredRow(device, configurations).whole());
  }
}
