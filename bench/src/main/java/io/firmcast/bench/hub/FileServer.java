// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files over HTTPS with strong entity tags. Arguments: port, folder, certificate, key. */
final class FileServer {

  private FileServer() {}

  public static void main(String[] args) {
    var folder = Path.of(args[1]);
    var options =
        new HttpServerOptions()
            .setHost(Server.HOST)
            .setPort(Integer.parseInt(args[0]))
            .setSsl(true)
            .setSslEngineOptions(new OpenSSLEngineOptions())
            .setKeyCertOptions(new PemKeyCertOptions().setCertPath(args[2]).setKeyPath(args[3]));
    Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
        .createHttpServer(options)
        .requestHandler(request -> send(request, folder))
        .listen()
        .onComplete(
            listening -> System.out.println("ready " + args[0]),
            cause -> {
              cause.printStackTrace();
              System.exit(1);
            });
  }

  private static void send(HttpServerRequest request, Path folder) {
    var file = folder.resolve(Path.of(request.path()).getFileName());
    if (Files.isRegularFile(file)) {
      var response = request.response().putHeader("ETag", "\"" + file.getFileName() + "\"");
      response.sendFile(file.toString()).onFailure(gone -> request.connection().close());
    } else {
      request.response().setStatusCode(404).end().onFailure(gone -> {});
    }
  }
}
