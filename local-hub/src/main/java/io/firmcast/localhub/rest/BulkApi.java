// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.REGISTRY_READ;
import static io.firmcast.localhub.identity.Right.REGISTRY_WRITE;

import io.firmcast.localhub.bulk.BulkRegistry;
import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import java.util.Map;

/** {@code /devices} as a whole: many changes in one request, and the plain list of Node's SDK. */
final class BulkApi {

  private static final int MAX_LISTED = 1000;

  private final Devices devices;
  private final BulkRegistry registry;

  BulkApi(Devices devices, Throttles throttles) {
    this.devices = devices;
    this.registry = new BulkRegistry(devices, throttles);
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.POST, Resource.DEVICES, ErrorForm.NAMED, this::change, REGISTRY_WRITE);
    routes.add(HttpMethod.GET, Resource.DEVICES, ErrorForm.NAMED, this::list, REGISTRY_READ);
  }

  /** Section 4.2, inferred: one that failed in part has the shape of one that did not. */
  private Future<Answer> change(Call call) {
    return registry
        .apply(call.list())
        .map(
            result ->
                new Answer(result.successful() ? 200 : 400, Map.of(), result.toJson().toBuffer()));
  }

  private Future<Answer> list(Call call) {
    var top = Top.of(call, MAX_LISTED);
    var listed = devices.after(null).limit(top).map(Device::registryJson).toList();
    return Future.succeededFuture(new Answer(200, Map.of(), new JsonArray(listed).toBuffer()));
  }
}
