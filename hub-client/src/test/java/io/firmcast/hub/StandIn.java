// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SelfSignedCertificate;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTPS server that says what a test wants said, sound or not, and keeps what it was asked. */
public final class StandIn {
  /** One request as it came. */
  public record Asked(String line, Buffer body, HttpServerRequest request) {}

  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
  private final HttpServer server;

  public StandIn(Vertx vertx, Handler<HttpServerRequest> answer) {
    var tls = new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate.keyCertOptions());
    server =
        vertx
            .createHttpServer(tls)
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              asked.add(
                                  new Asked(
                                      request.method() + " " + request.path(), body, request));
                              answer.handle(request);
                            }))
            .listen(0, "localhost")
            .await();
  }

  public ConnectionString connectionString() {
    return ConnectionString.parse(
        "HostName=localhost:%d;SharedAccessKeyName=service;SharedAccessKey=a2V5"
            .formatted(server.actualPort()));
  }

  public Trust trust() {
    return Trust.of(Path.of(certificate.certificatePath()));
  }

  public List<Asked> asked() {
    return asked;
  }

  public void stopListening() {
    server.close().await();
  }

  public void close() {
    stopListening();
    certificate.delete();
  }
}
