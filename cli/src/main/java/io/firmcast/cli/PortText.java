// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a TCP port; 0 is any free one. */
final class PortText implements ITypeConverter<Integer> {
  private static final int HIGHEST = 65_535;

  @Override
  public Integer convert(String text) {
    try {
      var port = Integer.parseInt(text);
      if (port >= 0 && port <= HIGHEST) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static TypeConversionException wrong(String text) {
    return new TypeConversionException("'" + text + "' is no port: write a number from 0 to 65535");
  }
}
