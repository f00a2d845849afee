// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that calls the services takes. */
final class ServiceOptions {

  @Mixin private final UrlOption url = new UrlOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "How to print: table or json (${DEFAULT-VALUE}).")
  private Output output = Output.TABLE;

  ServiceApi api() {
    return url.api();
  }

  boolean json() {
    return output == Output.JSON;
  }
}
