// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import java.util.regex.Pattern;

/**
 * The name of one update of one device, the key under which it happens at most once: 1 to 128
 * letters, digits, dot, underscore, colon or dash, so that it stands in a URL as it is.
 */
public record UpdateId(String value) {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  public UpdateId {
    if (!LEGAL.matcher(value).matches()) {
      throw new BadMessage("/updateId", "must be 1 to 128 of A-Z a-z 0-9 and . _ : -");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
