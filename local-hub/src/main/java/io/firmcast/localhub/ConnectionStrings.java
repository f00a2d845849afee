// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.identity.IdentityKey;

/** The texts with which SDKs find a hub and prove who they are. */
record ConnectionStrings(Assembly parts) {

  /** Of a policy; the SDKs dial 443 by themselves and else need the port in the host name. */
  String policy(String name) {
    var policy = parts.policies.find(name);
    if (policy.isEmpty()) {
      throw new IllegalArgumentException("no policy " + name);
    }
    var port = parts.rest.port();
    var host = port == 443 ? host() : host() + ":" + port;
    return "HostName=%s;SharedAccessKeyName=%s;SharedAccessKey=%s"
        .formatted(host, name, policy.get().keys().primary());
  }

  /** Of a device or module by its key in the registry; throws if there is none. */
  String identity(String key) {
    return who(key) + ";SharedAccessKey=" + parts.devices.get(key).identity().keys().primary();
  }

  /** Of a device or module that shows a certificate. */
  String certified(String key) {
    return who(parts.devices.get(key).identity().key()) + ";x509=true";
  }

  private String who(String key) {
    var moduleId = IdentityKey.moduleId(key);
    var device = "HostName=%s;DeviceId=%s".formatted(host(), IdentityKey.deviceId(key));
    return moduleId == null ? device : device + ";ModuleId=" + moduleId;
  }

  private String host() {
    return parts.names.dialled();
  }
}
