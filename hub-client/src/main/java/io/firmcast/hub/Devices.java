// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an operator does to a hub's devices and modules, in the documents that the hub itself shows:
 * nothing is left out of them and nothing renamed. Every future completes on the caller's context,
 * within a bounded time, and fails with a {@link HubException} only.
 */
public interface Devices {

  /** Registers it, keys made by the hub where it has none of its own; CONFLICT if it exists. */
  Future<JsonObject> create(Identity identity, Credentials credentials, boolean enabled);

  /** The registry's document, with keys. */
  Future<JsonObject> identity(Identity identity);

  /**
   * Enables it, or disables it with a reason; disabling closes its connection. Devices only: a
   * module has no status.
   */
  Future<JsonObject> enable(Identity device, boolean enabled, @Nullable String reason);

  /**
   * Deletes it with its twin.
   *
   * @param etag of the registry's document, CONFLICT if it is another by now; null for any
   */
  Future<Void> delete(Identity identity, @Nullable String etag);

  /** The whole twin, with tags, metadata and versions. */
  Future<JsonObject> twin(Identity identity);

  /** Merges the change into the twin, where null deletes, or replaces; gives the new twin. */
  Future<JsonObject> change(Identity identity, TwinChange change);

  /** One page of a query, as {@link Hub#query}. */
  Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation);

  /** Calls a direct method, as {@link Hub#invoke}. */
  Future<MethodAnswer> invoke(Identity identity, DirectMethod method);
}
