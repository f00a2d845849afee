// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.REGISTRY_READ;
import static io.firmcast.localhub.identity.Right.REGISTRY_WRITE;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;

/** {@code /devices/{id}} and the counts of devices. */
final class RegistryApi {

  private final Devices devices;
  private final Throttles throttles;

  RegistryApi(Devices devices, Throttles throttles) {
    this.devices = devices;
    this.throttles = throttles;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.GET, Resource.DEVICE, ErrorForm.NAMED, this::get, REGISTRY_READ);
    routes.add(HttpMethod.PUT, Resource.DEVICE, ErrorForm.NAMED, this::put, REGISTRY_WRITE);
    routes.add(HttpMethod.DELETE, Resource.DEVICE, ErrorForm.NAMED, this::delete, REGISTRY_WRITE);
    routes.add(
        HttpMethod.GET,
        Resource.DEVICE_STATISTICS,
        ErrorForm.NAMED,
        this::deviceCounts,
        REGISTRY_READ);
    routes.add(
        HttpMethod.GET,
        Resource.SERVICE_STATISTICS,
        ErrorForm.NAMED,
        this::connectedCount,
        REGISTRY_READ);
  }

  private Future<Answer> get(Call call) {
    return Future.succeededFuture(shown(devices.get(call.deviceId())));
  }

  /** Without {@code If-Match} a device is created, with it an existing one is updated. */
  private Future<Answer> put(Call call) {
    var request = DeviceRequest.of(call.deviceId(), call.body());
    if (call.precondition().given()) {
      return devices.update(request, call.precondition()).map(RegistryApi::shown);
    }
    throttles.checkRoomFor(devices.count() + 1);
    return devices.create(request).map(RegistryApi::shown);
  }

  private Future<Answer> delete(Call call) {
    return devices.delete(call.deviceId(), call.precondition()).map(deleted -> Answer.NO_CONTENT);
  }

  private Future<Answer> deviceCounts(Call call) {
    var enabled = devices.after(null).filter(device -> device.identity().enabled()).count();
    var total = devices.after(null).count();
    var counts =
        new JsonObject()
            .put("totalDeviceCount", total)
            .put("enabledDeviceCount", enabled)
            .put("disabledDeviceCount", total - enabled)
            // What the Java SDK reads instead of enabledDeviceCount.
            .put("enableDeviceCount", enabled);
    return Future.succeededFuture(Answer.ok(counts));
  }

  private Future<Answer> connectedCount(Call call) {
    var connected = devices.after(null).filter(device -> device.presence().connected()).count();
    return Future.succeededFuture(
        Answer.ok(new JsonObject().put("connectedDeviceCount", connected)));
  }

  private static Answer shown(Device device) {
    return Answer.ok(device.registryJson()).with("ETag", '"' + device.identity().etag() + '"');
  }
}
