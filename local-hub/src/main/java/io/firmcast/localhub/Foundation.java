// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.device.Presence;
import io.firmcast.localhub.identity.Authority;
import io.firmcast.localhub.identity.AuthorityFiles;
import io.firmcast.localhub.identity.DeviceAuthorities;
import io.firmcast.localhub.identity.DeviceIdentity;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.identity.Pem;
import io.firmcast.localhub.identity.Policies;
import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.SqliteStore;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.twin.Twin;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a hub stands on before it listens: its store with what was found there, its policies and its
 * certificates.
 */
record Foundation(
    Store store,
    Map<RowKey, String> found,
    Policies policies,
    HubNames names,
    Authority authority,
    Authority.Leaf leaf,
    DeviceAuthorities deviceAuthorities) {

  /** In the data directory, with the certificates of authorities that speak for devices. */
  static final String DEVICE_AUTHORITIES = "device-ca.pem";

  private static final String DATABASE = "local-hub.db";

  /** Blocking: call on a worker. */
  static Foundation lay(LocalHubSettings settings, Clock clock, SecureRandom random)
      throws IOException, GeneralSecurityException, SQLException {
    var data = settings.data();
    if (data != null) {
      Files.createDirectories(data);
    }
    var store = data == null ? Store.none() : open(data);
    var found = store.load();
    var names = new HubNames(settings.host());
    var authority = authority(data, clock, random);
    return new Foundation(
        store,
        found,
        Policies.of(policyKeys(found), random),
        names,
        authority,
        authority.issue(names, clock, random),
        deviceAuthorities(data, found));
  }

  private static DeviceAuthorities deviceAuthorities(@Nullable Path data, Map<RowKey, String> found)
      throws GeneralSecurityException, IOException {
    var authorities = new DeviceAuthorities();
    for (var row : found.entrySet()) {
      if (row.getKey().kind() == Kind.DEVICE_AUTHORITY) {
        Pem.certificates(row.getValue()).forEach(authorities::add);
      }
    }
    if (data != null && Files.exists(data.resolve(DEVICE_AUTHORITIES))) {
      Pem.certificates(Files.readString(data.resolve(DEVICE_AUTHORITIES)))
          .forEach(authorities::add);
    }
    return authorities;
  }

  /** Takes in a device as it was left. */
  @FunctionalInterface
  interface DeviceTaker {

    void take(DeviceIdentity identity, Twin twin, Presence presence);
  }

  void eachDevice(Instant now, DeviceTaker restore) {
    found.forEach(
        (key, text) -> {
          var twin = found.get(new RowKey(Kind.TWIN, key.id()));
          if (key.kind() == Kind.IDENTITY && twin != null) {
            var identity = DeviceIdentity.fromJson(new JsonObject(text));
            var seen = found.get(new RowKey(Kind.PRESENCE, key.id()));
            restore.take(
                identity,
                Twin.fromJson(new JsonObject(twin)),
                seen == null
                    ? Presence.NEVER_SEEN
                    : Presence.restored(new JsonObject(seen), identity.generationId(), now));
          }
        });
  }

  void eachSession(BiConsumer<String, String> restore) {
    found.forEach(
        (key, text) -> {
          if (key.kind() == Kind.SESSION
              && found.containsKey(new RowKey(Kind.IDENTITY, key.id()))) {
            restore.accept(key.id(), text);
          }
        });
  }

  /** The messages that wait for devices, by row id; of those that are still registered. */
  void eachMessage(BiConsumer<String, String> restore) {
    found.forEach(
        (key, text) -> {
          if (key.kind() == Kind.MESSAGE
              && found.containsKey(new RowKey(Kind.IDENTITY, CloudMessages.deviceOf(key.id())))) {
            restore.accept(key.id(), text);
          }
        });
  }

  String caPem() throws GeneralSecurityException {
    return Pem.of(authority.certificate());
  }

  PemKeyCertOptions certificate() throws GeneralSecurityException {
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(Pem.of(leaf.certificate()) + caPem()))
        .addKeyValue(Buffer.buffer(Pem.of(leaf.keys().getPrivate())));
  }

  private static Store open(Path data) throws SQLException {
    try {
      return SqliteStore.open(data.resolve(DATABASE));
    } catch (SQLException failure) {
      if (SqliteStore.isHeldByAnother(failure)) {
        throw new DataInUseException(data, failure);
      }
      throw failure;
    }
  }

  private static Authority authority(@Nullable Path data, Clock clock, SecureRandom random)
      throws GeneralSecurityException, IOException {
    return data == null
        ? AuthorityFiles.temporary(clock, random)
        : new AuthorityFiles(data).loadOrCreate(clock, random);
  }

  private static Map<String, JsonObject> policyKeys(Map<RowKey, String> found) {
    var keys = new HashMap<String, JsonObject>();
    found.forEach(
        (key, text) -> {
          if (key.kind() == Kind.POLICY) {
            keys.put(key.id(), new JsonObject(text));
          }
        });
    return keys;
  }
}
