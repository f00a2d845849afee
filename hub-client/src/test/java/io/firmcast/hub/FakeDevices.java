// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.hub.HubException.Reason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A registry in memory, for tests; every device answers a method with what it was given. */
public final class FakeDevices implements Devices {
  private final Map<String, JsonObject> identities = new TreeMap<>();
  private final Map<String, JsonObject> twins = new TreeMap<>();
  private Function<Identity, @Nullable HubException> trouble = identity -> null;

  /** Calls about an identity fail with this, while it gives one. */
  public synchronized void trouble(Function<Identity, @Nullable HubException> when) {
    trouble = when;
  }

  /** The ids it knows, in order. */
  public synchronized List<String> ids() {
    return List.copyOf(identities.keySet());
  }

  @Override
  public Future<JsonObject> create(Identity identity, Credentials credentials, boolean enabled) {
    return guarded(
        identity,
        () -> {
          if (identities.containsKey(identity.toString())) {
            throw new HubException(Reason.CONFLICT, "exists");
          }
          var document =
              new JsonObject()
                  .put("deviceId", identity.deviceId().value())
                  .put("etag", "MQ==")
                  .put("status", enabled ? "enabled" : "disabled")
                  .put("authentication", authentication(credentials));
          identities.put(identity.toString(), document);
          twins.put(identity.toString(), new JsonObject().put("etag", "AAAAAAAAAAE="));
          return document.copy();
        });
  }

  @Override
  public Future<JsonObject> identity(Identity identity) {
    return guarded(identity, () -> known(identities, identity).copy());
  }

  @Override
  public Future<JsonObject> enable(Identity device, boolean enabled, @Nullable String reason) {
    return guarded(
        device,
        () ->
            known(identities, device)
                .put("status", enabled ? "enabled" : "disabled")
                .put("statusReason", reason)
                .copy());
  }

  @Override
  public Future<Void> delete(Identity identity, @Nullable String etag) {
    return guarded(
        identity,
        () -> {
          expect(etag, known(identities, identity));
          identities.remove(identity.toString());
          twins.remove(identity.toString());
          return null;
        });
  }

  @Override
  public Future<JsonObject> twin(Identity identity) {
    return guarded(identity, () -> known(twins, identity).copy());
  }

  @Override
  public Future<JsonObject> change(Identity identity, TwinChange change) {
    return guarded(
        identity,
        () -> {
          var twin = known(twins, identity);
          expect(change.etag(), twin);
          if (change.replaces()) {
            twin.clear();
          }
          twin.mergeIn(change.toJson(), true);
          return twin.put("etag", "AAAAAAAAAAI=").copy();
        });
  }

  /** All identities on one page, whatever is asked. */
  @Override
  public synchronized Future<QueryPage> query(
      String sql, int pageSize, @Nullable String continuation) {
    return Future.succeededFuture(new QueryPage(new ArrayList<>(identities.values()), null));
  }

  @Override
  public Future<MethodAnswer> invoke(Identity identity, DirectMethod method) {
    return guarded(
        identity,
        () -> {
          known(identities, identity);
          return new MethodAnswer(200, method.payload());
        });
  }

  private synchronized <T> Future<T> guarded(Identity identity, Supplier<@Nullable T> act) {
    var wrong = trouble.apply(identity);
    if (wrong != null) {
      return Future.failedFuture(wrong);
    }
    try {
      return Future.succeededFuture(act.get());
    } catch (HubException refused) {
      return Future.failedFuture(refused);
    }
  }

  private static JsonObject known(Map<String, JsonObject> documents, Identity identity) {
    var document = documents.get(identity.toString());
    if (document == null) {
      throw new HubException(Reason.DEVICE_NOT_FOUND, "no " + identity);
    }
    return document;
  }

  private static void expect(@Nullable String etag, JsonObject document) {
    if (etag != null && !etag.equals("*") && !etag.equals(document.getString("etag"))) {
      throw new HubException(Reason.CONFLICT, "another etag");
    }
  }

  private static JsonObject authentication(Credentials credentials) {
    return credentials instanceof Credentials.SelfSigned
        ? new JsonObject().put("type", "selfSigned")
        : new JsonObject()
            .put("type", "sas")
            .put("symmetricKey", new JsonObject().put("primaryKey", "a2V5"));
  }
}
