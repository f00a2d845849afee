// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.BulkRegistry;
import io.firmcast.hub.Registry;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Registers devices patiently, and tells what they connect with. */
interface Registration {

  /** As many devices as {@link #ensure} takes at once. */
  int atOnce();

  /** What each connects with, in their order, after registering those that the hub did not know. */
  Future<List<ConnectionString>> ensure(List<DeviceId> devices);

  /**
   * In bulk, where the service's policy may connect as any device: nobody has to look up what key
   * each device has, which would be one request for each of them at every start.
   */
  static Registration of(
      Patience patience, ConnectionString service, BulkRegistry bulk, Registry registry) {
    return OneByOne.POLICIES.contains(String.valueOf(service.policy()))
        ? new OneByOne(patience, registry)
        : new InBulk(patience, service, bulk);
  }

  /** With the service's own key. */
  record InBulk(Patience patience, ConnectionString service, BulkRegistry bulk)
      implements Registration {

    @Override
    public int atOnce() {
      return BulkRegistry.AT_ONCE;
    }

    @Override
    public Future<List<ConnectionString>> ensure(List<DeviceId> devices) {
      return patience
          .ask(() -> bulk.createMissing(devices))
          .map(there -> devices.stream().map(this::asDevice).toList());
    }

    private ConnectionString asDevice(DeviceId device) {
      return new ConnectionString(
          service.host(), service.policy(), device.value(), service.sharedAccessKey());
    }
  }

  /** With each device's own key. */
  record OneByOne(Patience patience, Registry registry) implements Registration {
    /** A hub's own policies that have no right to connect as a device. */
    static final Set<String> POLICIES = Set.of("service", "registryRead", "registryReadWrite");

    /** A hub counts registrations, and its SDK blocks a thread for each. */
    @Override
    public int atOnce() {
      return 8;
    }

    @Override
    public Future<List<ConnectionString>> ensure(List<DeviceId> devices) {
      var all =
          devices.stream().map(device -> patience.ask(() -> registry.ensure(device))).toList();
      return Future.all(all).map(done -> all.stream().map(Future::result).toList());
    }
  }
}
