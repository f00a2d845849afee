// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which part of a fleet this process is: the parts are blocks of consecutive numbers, differ by one
 * device at most, and together are the fleet.
 *
 * @param number from 0
 * @param of how many there are
 */
public record Shard(int number, int of) {
  public static final Shard WHOLE = new Shard(0, 1);
  private static final Pattern FORM = Pattern.compile("(\\d{1,5})/(\\d{1,5})");
  private static final Pattern ORDINAL = Pattern.compile(".*-(\\d{1,5})");

  public Shard {
    if (number < 0 || number >= of) {
      throw new IllegalArgumentException(
          "shard %d of %d: they are counted from 0".formatted(number, of));
    }
  }

  /** Reads {@code 0/4}; anything else is an {@link IllegalArgumentException}. */
  public static Shard parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("write it as 0/4");
    }
    return new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** The one of that host of a StatefulSet: {@code agents-3} is number 3. */
  public static Shard ofHost(String host, int of) {
    var ordinal = ORDINAL.matcher(host.split("\\.", 2)[0]);
    if (!ordinal.matches()) {
      throw new IllegalArgumentException(
          "the host name %s does not end in a number as agents-3 does".formatted(host));
    }
    return new Shard(Integer.parseInt(ordinal.group(1)), of);
  }

  /** Its devices out of so many. */
  public IntStream devices(int count) {
    return IntStream.range(begin(number, count), begin(number + 1, count));
  }

  private int begin(int shard, int count) {
    return (int) ((long) count * shard / of);
  }
}
