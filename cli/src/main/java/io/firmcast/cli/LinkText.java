// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.link.LinkKind;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code mqtt} and {@code azure-sdk}. */
final class LinkText implements ITypeConverter<LinkKind> {

  @Override
  public LinkKind convert(String text) {
    try {
      return LinkKind.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException unknown) {
      throw new TypeConversionException("'" + text + "' is no link: write mqtt or azure-sdk");
    }
  }
}
