// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 5%} as 0.05. */
final class ShareText implements ITypeConverter<Double> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");

  @Override
  public Double convert(String text) {
    var form = FORM.matcher(text);
    if (!form.matches() || Double.parseDouble(form.group(1)) > 100) {
      throw new TypeConversionException("'" + text + "' is no share: write 5% or 0.5%");
    }
    return Double.parseDouble(form.group(1)) / 100;
  }

  /** At most one place behind the point, and none where that is nothing. */
  static String of(double share) {
    return String.format(Locale.ROOT, "%.1f", share * 100).replaceAll("\\.0$", "") + "%";
  }
}
