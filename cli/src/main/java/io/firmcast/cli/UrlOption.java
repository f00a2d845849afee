// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** Where the services are. */
final class UrlOption {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the services are (${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  ServiceApi api() {
    return new ServiceApi(url);
  }
}
