// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.util.List;
import java.util.Locale;

/** The names under which clients may address this hub; compared without port and in any case. */
public record HubNames(String bindHost) {

  public boolean include(String hostAndPort) {
    var host = withoutPort(hostAndPort).toLowerCase(Locale.ROOT);
    return host.equals(bindHost.toLowerCase(Locale.ROOT))
        || host.equals("localhost")
        || host.endsWith(".localhost")
        || host.equals("127.0.0.1")
        || host.equals("::1");
  }

  /** The names the certificate must carry, for every SDK checks them. */
  List<String> certified() {
    return List.of("localhost", "*.localhost", "127.0.0.1", "::1", bindHost);
  }

  /** The name to put into connection strings; a wildcard address is none. */
  public String dialled() {
    return bindHost.equals("0.0.0.0") || bindHost.equals("::") ? "127.0.0.1" : bindHost;
  }

  /** The name that events carry: the first label, as with Azure's names, or the whole address. */
  public String hubName() {
    var host = dialled();
    return host.matches("[0-9.]+|.*:.*") ? host : host.replaceFirst("\\..*", "");
  }

  private static String withoutPort(String text) {
    if (text.startsWith("[") && text.contains("]")) {
      return text.substring(1, text.indexOf(']'));
    }
    var colon = text.indexOf(':');
    return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }
}
