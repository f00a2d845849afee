// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.configuration.Configurations;
import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.fleet.TwinRow;
import io.firmcast.localhub.query.Row;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A twin with the state of the configurations that are for it, which lie beside the registry. */
record ConfiguredRow(TwinRow twin, Configurations configurations) implements Row {

  private static final String MEMBER = "configurations";

  ConfiguredRow(Device device, Configurations configurations) {
    this(new TwinRow(device), configurations);
  }

  @Override
  public String id() {
    return twin.id();
  }

  @Override
  public @Nullable Object at(List<String> path) {
    if (!path.get(0).equalsIgnoreCase(MEMBER)) {
      return twin.at(path);
    }
    Object here = configurations.of(id());
    for (var name : path.subList(1, path.size())) {
      here = here instanceof JsonObject object ? object.getValue(name) : null;
    }
    return here;
  }

  @Override
  public JsonObject whole() {
    var json = twin.whole();
    var state = configurations.of(id());
    return state == null ? json : json.put(MEMBER, state);
  }
}
