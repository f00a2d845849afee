// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.TwinDocument;
import io.firmcast.localhub.query.Row;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A device or module as a row of a query. */
public record TwinRow(TwinDocument document) implements Row {

  public TwinRow(Device device) {
    this(new TwinDocument(device));
  }

  @Override
  public String id() {
    return document.device().identity().key();
  }

  @Override
  public @Nullable Object at(List<String> path) {
    return document.at(path);
  }

  @Override
  public JsonObject whole() {
    return document.json();
  }
}
