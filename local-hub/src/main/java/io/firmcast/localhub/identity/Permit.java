// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.time.Instant;

/** Whether a device may connect. */
public sealed interface Permit {

  /** It may, until its token or certificate ends; {@link Instant#MAX} for ever. */
  record Granted(Instant until) implements Permit {}

  /**
   * It may not.
   *
   * @param why for whoever runs the hub; the wire does not tell, whatever the reason
   */
  record Denied(String why) implements Permit {}
}
