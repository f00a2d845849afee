// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Several observers as one. */
record DeviceObservers(List<DeviceObserver> observers) implements DeviceObserver {

  DeviceObservers {
    observers = List.copyOf(observers);
  }

  @Override
  public void desiredChanged(String deviceId, JsonObject patch, int version) {
    observers.forEach(observer -> observer.desiredChanged(deviceId, patch, version));
  }

  @Override
  public void barred(String deviceId, boolean deleted) {
    observers.forEach(observer -> observer.barred(deviceId, deleted));
  }

  @Override
  public boolean wantsFacts() {
    for (var observer : observers) {
      if (observer.wantsFacts()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void happened(DeviceFact fact) {
    for (var observer : observers) {
      if (observer.wantsFacts()) {
        observer.happened(fact);
      }
    }
  }
}
