// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The registry's document of a device or module as it is printed. Keys are secrets: they are shown
 * only to whoever asked for them.
 *
 * @param host that the device dials
 */
record IdentityView(JsonObject document, String host, boolean secrets) {
  private static final String HIDDEN = "***";

  JsonObject json() {
    if (secrets) {
      return document.copy().put("connectionString", connectionString());
    }
    var shown = document.copy();
    var keys = authentication(shown).getJsonObject("symmetricKey");
    if (keys != null) {
      keys.fieldNames().stream()
          .filter(name -> keys.getValue(name) != null)
          .toList()
          .forEach(name -> keys.put(name, HIDDEN));
    }
    return shown;
  }

  Table table() {
    var table = new Table();
    row(table, "device", document.getString("deviceId"));
    row(table, "module", document.getString("moduleId"));
    row(table, "status", document.getString("status"));
    row(table, "reason", document.getString("statusReason"));
    row(table, "connection", document.getString("connectionState"));
    row(table, "last activity", Cell.of(document.getString("lastActivityTime")));
    row(table, "authentication", authentication(document).getString("type"));
    row(table, "generation", document.getString("generationId"));
    row(table, "etag", document.getString("etag"));
    if (secrets) {
      row(table, "connection string", connectionString());
    }
    return table;
  }

  /** What its own program connects with, by the primary key. */
  String connectionString() {
    return connectionString(KeyType.PRIMARY);
  }

  /** As with that key; one with a certificate has no key in it, as az shows. */
  String connectionString(KeyType type) {
    var keys = authentication(document).getJsonObject("symmetricKey");
    var key = keys == null ? null : keys.getString(type.member());
    var module = document.getString("moduleId");
    return "HostName=%s;DeviceId=%s%s;%s"
        .formatted(
            host,
            document.getString("deviceId"),
            module == null ? "" : ";ModuleId=" + module,
            key == null ? "x509=true" : "SharedAccessKey=" + key);
  }

  private static JsonObject authentication(JsonObject document) {
    return document.getJsonObject("authentication", new JsonObject());
  }

  private static void row(Table table, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      table.row(name, value);
    }
  }
}
