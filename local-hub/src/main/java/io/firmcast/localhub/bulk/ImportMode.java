// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.bulk;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Optional;

/** What an entry asks for, by the names that stand in {@code importMode}. */
enum ImportMode {
  CREATE {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return devices.create(entry.request(), entry.twin());
    }
  },
  UPDATE {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return devices.update(entry.request(), Precondition.NONE);
    }
  },
  UPDATEIFMATCHETAG {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return devices.update(entry.request(), entry.ifMatch());
    }
  },
  DELETE {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return devices.delete(entry.key(), Precondition.NONE);
    }
  },
  DELETEIFMATCHETAG {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return devices.delete(entry.key(), entry.ifMatch());
    }
  },
  CREATEORUPDATE {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return createOr(UPDATE, entry, devices);
    }
  },
  CREATEORUPDATEIFMATCHETAG {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return createOr(UPDATEIFMATCHETAG, entry, devices);
    }
  },
  UPDATETWIN {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return devices.mergeTwin(entry.key(), entry.twin(), Precondition.NONE);
    }
  },
  UPDATETWINIFMATCHETAG {
    @Override
    Future<?> apply(BulkEntry entry, Devices devices) {
      return devices.mergeTwin(entry.key(), entry.twin(), entry.twinIfMatch());
    }
  };

  /** The mode of a name, in any case. */
  static Optional<ImportMode> named(String text) {
    return Arrays.stream(values()).filter(mode -> mode.name().equalsIgnoreCase(text)).findFirst();
  }

  boolean creates() {
    return this == CREATE || this == CREATEORUPDATE || this == CREATEORUPDATEIFMATCHETAG;
  }

  abstract Future<?> apply(BulkEntry entry, Devices devices);

  private static Future<?> createOr(ImportMode other, BulkEntry entry, Devices devices) {
    return CREATE
        .apply(entry, devices)
        .<Object>map(created -> created)
        .recover(
            cause ->
                isThere(cause)
                    ? other.apply(entry, devices).mapEmpty()
                    : Future.failedFuture(cause));
  }

  private static boolean isThere(Throwable cause) {
    var code = HubFailure.of(cause).code();
    return code == Code.DEVICE_EXISTS || code == Code.MODULE_EXISTS;
  }
}
