// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.REGISTRY_READ;
import static io.firmcast.localhub.identity.Right.REGISTRY_WRITE;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/** {@code /devices/{id}}, the modules below it and the counts of devices. */
final class RegistryApi {

  private final Devices devices;
  private final Throttles throttles;

  RegistryApi(Devices devices, Throttles throttles) {
    this.devices = devices;
    this.throttles = throttles;
  }

  void addTo(Routes routes) {
    for (var one : List.of(Resource.DEVICE, Resource.QUERY, Resource.MODULE)) {
      routes.add(HttpMethod.GET, one, ErrorForm.NAMED, this::get, REGISTRY_READ);
      routes.add(HttpMethod.PUT, one, ErrorForm.NAMED, this::put, REGISTRY_WRITE);
      routes.add(HttpMethod.DELETE, one, ErrorForm.NAMED, this::delete, REGISTRY_WRITE);
    }
    routes.add(HttpMethod.GET, Resource.MODULES, ErrorForm.NAMED, this::modules, REGISTRY_READ);
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

  private Future<Answer> modules(Call call) {
    var modules = devices.modulesOf(call.deviceId()).stream().map(Device::registryJson).toList();
    return Future.succeededFuture(new Answer(200, Map.of(), new JsonArray(modules).toBuffer()));
  }

  /** Without {@code If-Match} a device is created, with it an existing one is updated. */
  private Future<Answer> put(Call call) {
    var request = DeviceRequest.of(call.deviceId(), call.body());
    if (call.precondition().given()) {
      return devices.update(request, call.precondition()).map(RegistryApi::shown);
    }
    if (!IdentityKey.isModule(call.deviceId()) && devices.find(call.deviceId()).isEmpty()) {
      throttles.checkRoomFor(devices.count() + 1);
    }
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
