// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.bulk;

import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.json.JsonObject;

/** One element of a bulk request; its content is read, and refused, when it is carried out. */
record BulkEntry(String key, ImportMode mode, JsonObject json) {

  /** Refuses what cannot be told apart from other entries. */
  static BulkEntry of(Object element) {
    if (!(element instanceof JsonObject json)
        || !(json.getValue("id") instanceof String id)
        || id.isEmpty()) {
      throw invalid("Each entry needs the id of a device");
    }
    if (id.indexOf('/') >= 0) {
      throw invalid("An id cannot hold a slash: " + id);
    }
    var mode =
        ImportMode.named(String.valueOf(json.getValue("importMode", "createOrUpdate")))
            .orElseThrow(() -> invalid("Unknown importMode of " + id));
    var key =
        json.getValue("moduleId") instanceof String module && !module.isEmpty()
            ? IdentityKey.ofModule(id, module)
            : id;
    return new BulkEntry(key, mode, json);
  }

  DeviceRequest request() {
    return DeviceRequest.of(key, json);
  }

  ServicePatch twin() {
    return ServicePatch.of(json);
  }

  Precondition ifMatch() {
    return etag("eTag");
  }

  Precondition twinIfMatch() {
    return etag("twinETag");
  }

  private Precondition etag(String member) {
    if (json.getValue(member) instanceof String etag && !etag.isBlank()) {
      return new Precondition(etag);
    }
    throw invalid(member + " is missing");
  }

  private static HubFailure invalid(String message) {
    return new HubFailure(Code.ARGUMENT_INVALID, message);
  }
}
