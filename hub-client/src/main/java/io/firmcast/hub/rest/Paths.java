// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import io.firmcast.hub.Identity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where things are at a hub; ids are encoded, so that none can name something else. */
final class Paths {
  static final String DEVICES = "/devices";
  static final String QUERY = "/devices/query";

  private Paths() {}

  static String identity(Identity identity) {
    return "/devices/" + within(identity);
  }

  static String twin(Identity identity) {
    return "/twins/" + within(identity);
  }

  static String methods(Identity identity) {
    return twin(identity) + "/methods";
  }

  private static String within(Identity identity) {
    var device = encoded(identity.deviceId().value());
    var module = identity.moduleId();
    return module == null ? device : device + "/modules/" + encoded(module);
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8);
  }
}
