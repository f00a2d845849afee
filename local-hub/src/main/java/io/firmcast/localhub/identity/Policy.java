// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.util.Set;

/** One shared access policy of the hub: its rights and its keys. */
public record Policy(String name, Set<Right> rights, SharedKeys keys) {

  public static final String OWNER = "iothubowner";

  public Policy {
    rights = Set.copyOf(rights);
  }
}
