// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.message.PropertyBag;

/**
 * The topics on which the hub speaks to a device; a malformed one would disable the Java client for
 * good, so they are made here only.
 */
final class Outbound {

  private Outbound() {}

  static String twinAnswer(int status, String rid) {
    return "$iothub/twin/res/%03d/?$rid=%s".formatted(status, rid);
  }

  /** The version comes last: the Java client reads it there. */
  static String reportedAnswer(String rid, int version) {
    return twinAnswer(204, rid) + "&$version=" + version;
  }

  static String desired(int version) {
    return "$iothub/twin/PATCH/properties/desired/?$version=" + version;
  }

  /**
   * Begins with the system property that is always there: the Java client reads properties from the
   * first {@code %24} on, and would take a topic without for one without any.
   */
  static String message(String deviceId, PropertyBag properties) {
    var path = IdentityKey.path(deviceId) + "/messages/";
    var first = PropertyBag.EMPTY.with("$.to", "/" + path + "deviceBound").encode();
    var rest = properties.encode();
    return path + "devicebound/" + first + (rest.isEmpty() ? "" : "&" + rest);
  }

  static String method(String name, String rid) {
    return "$iothub/methods/POST/" + name + "/?$rid=" + rid;
  }
}
