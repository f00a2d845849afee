// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** What every command that calls the services takes. */
final class ServiceOptions {

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the services are (${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "How to print: table or json (${DEFAULT-VALUE}).")
  private Output output = Output.TABLE;

  ServiceApi api() {
    return new ServiceApi(url);
  }

  boolean json() {
    return output == Output.JSON;
  }
}
