// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/**
 * Percent-encoding as IoT Hub's clients need it: {@code +} stays, and a {@code %} that begins no
 * escape is taken literally.
 */
public final class Percent {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var in = text.getBytes(UTF_8);
    var out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] == '%' && i + 2 < in.length && digit(in[i + 1]) >= 0 && digit(in[i + 2]) >= 0) {
        out.write(digit(in[i + 1]) * 16 + digit(in[i + 2]));
        i += 2;
      } else {
        out.write(in[i]);
      }
    }
    return out.toString(UTF_8);
  }

  /** Escapes all but letters, digits and {@code - . _ ~}, so that no reader can mistake it. */
  public static String encode(String text) {
    var out = new StringBuilder(text.length() + 16);
    for (var octet : text.getBytes(UTF_8)) {
      if (unreserved(octet)) {
        out.append((char) octet);
      } else {
        out.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return out.toString();
  }

  private static boolean unreserved(byte octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }

  private static int digit(byte character) {
    return Character.digit((char) character, 16);
  }
}
