// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request to update, more strictly than a device reads the same payload: a
 * field that is not known here is a misspelt one, and the operator is there to be told.
 */
final class UpdateRequest {
  private static final Set<String> KNOWN =
      Set.of("fwPackageUri", "updateId", "version", "sha256", "size", "manifest", "epoch");

  private UpdateRequest() {}

  /** Fails with a {@link BadMessage} that points at what is wrong. */
  static FirmwareUpdate of(@Nullable Buffer body) {
    var json = object(body);
    for (var name : json.fieldNames()) {
      if (!KNOWN.contains(name)) {
        throw new BadMessage("/" + escaped(name), "is not a field of a firmware update");
      }
    }
    return FirmwareUpdate.fromJson(json);
  }

  private static JsonObject object(@Nullable Buffer body) {
    try {
      if (body != null && Json.decodeValue(body) instanceof JsonObject object) {
        return object;
      }
    } catch (DecodeException notJson) {
      throw new BadMessage("", "is not JSON");
    }
    throw new BadMessage("", "must be a JSON object");
  }

  /** RFC 6901, and short enough to be shown. */
  private static String escaped(String name) {
    var shown = name.length() > 64 ? name.substring(0, 64) : name;
    return shown.replace("~", "~0").replace("/", "~1");
  }
}
