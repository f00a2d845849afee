// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.device.DeviceFact.Author;
import io.firmcast.localhub.device.DeviceFact.TwinChanged;
import io.firmcast.localhub.device.DeviceFact.TwinPatch;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.twin.Twin;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes of twins, by the service side and by the device itself. */
final class TwinChanges {

  private final Ledger ledger;
  private final Clock clock;

  TwinChanges(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  Future<Device> merge(String key, ServicePatch patch, Precondition precondition) {
    var desired = patch.desired();
    return byService(
        key,
        precondition,
        Author.SERVICE_MERGE,
        patch,
        (twin, now) -> twin.merge(patch, now),
        twin -> desired == null ? null : twin.desired().notice(desired));
  }

  Future<Device> replace(String key, ServicePatch whole, Precondition precondition) {
    return byService(
        key,
        precondition,
        Author.SERVICE_REPLACE,
        whole,
        (twin, now) -> twin.replace(whole, now),
        twin -> twin.desired().forDevice());
  }

  Future<Device> report(String key, JsonObject patch, @Nullable Integer expected) {
    return ledger
        .changeExisting(
            key,
            (present, pen) -> {
              var now = clock.instant();
              var device =
                  present
                      .with(present.twin().report(patch, expected, now))
                      .with(present.presence().active(now));
              pen.keep(row(device));
              var asked = new TwinPatch(null, null, patch);
              ledger.tell(pen, () -> new TwinChanged(device, now, Author.DEVICE_PATCH, asked));
              return device;
            })
        .map(Optional::orElseThrow);
  }

  private Future<Device> byService(
      String key,
      Precondition precondition,
      Author author,
      ServicePatch asked,
      BiFunction<Twin, Instant, Twin> next,
      Function<Twin, @Nullable JsonObject> notice) {
    return ledger
        .changeExisting(
            key,
            (present, pen) -> {
              precondition.check(key, present.twin().etag());
              var now = clock.instant();
              var device = present.with(next.apply(present.twin(), now));
              pen.keep(row(device));
              var patch = notice.apply(device.twin());
              if (patch != null) {
                var version = device.twin().desired().version();
                pen.then(() -> ledger.observer.desiredChanged(key, patch, version));
              }
              var sections = new TwinPatch(asked.tags(), asked.desired(), null);
              ledger.tell(pen, () -> new TwinChanged(device, now, author, sections));
              return device;
            })
        .map(Optional::orElseThrow);
  }

  /** The twin as it is stored. */
  static Change row(Device device) {
    var twin = device.twin();
    return Change.put(Kind.TWIN, device.identity().key(), () -> twin.toJson().encode());
  }
}
