// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.site;

import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose connection it is: the address it comes from, or, where that is a proxy of ours, the address
 * that the proxy says it comes from. Anybody else may write what he likes into that header.
 *
 * @param trustedProxies addresses, as numbers
 */
public record ClientAddress(Set<String> trustedProxies) {
  private static final String FORWARDED = "X-Forwarded-For";
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

  public ClientAddress {
    trustedProxies = Set.copyOf(trustedProxies);
  }

  /** Whether this is an address in numbers: a name would have to be looked up. */
  public static boolean isAddress(String text) {
    return NUMERIC.matcher(text).matches() && (text.contains(".") || text.contains(":"));
  }

  /** The address to count by: of IPv6 its network, since a single user has all of that. */
  public String of(HttpServerRequest request) {
    var remote = request.remoteAddress();
    var address = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    var hops = String.join(",", request.headers().getAll(FORWARDED)).split(",", -1);
    // From the nearest hop outwards, for as long as ours say so.
    for (var i = hops.length - 1; i >= 0 && trustedProxies.contains(address); i--) {
      var hop = hops[i].strip();
      if (!isAddress(hop)) {
        break;
      }
      address = hop;
    }
    return network(address);
  }

  private static String network(String address) {
    try {
      return address.contains(":") && InetAddress.getByName(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8)) + "/64"
          : address;
    } catch (UnknownHostException notAnAddress) {
      return address;
    }
  }
}
