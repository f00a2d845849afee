// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;

/** Serves the contract of this API, the same file that the tests hold its answers against. */
public final class OpenApiFile {
  private static final String FILE = "io/firmcast/orchestrator/openapi.yaml";

  private OpenApiFile() {}

  /** Adds the route {@code /openapi.yaml}. */
  public static void mount(Router router) {
    router
        .get("/openapi.yaml")
        .handler(
            request ->
                request
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                    .sendFile(FILE)
                    .onFailure(request::fail));
  }
}
