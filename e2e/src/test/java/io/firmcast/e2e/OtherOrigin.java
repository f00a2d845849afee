// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

/** An empty page that is none of ours, as any that a user may have open. */
final class OtherOrigin implements AutoCloseable {
  private final HttpServer server;

  OtherOrigin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** What becomes of a socket that the page opens: {@code open} or {@code closed}. */
  static Object socketTo(WebDriver browser, String address) {
    return ((JavascriptExecutor) browser)
        .executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            const socket = new WebSocket(arguments[0]);
            socket.onopen = () => { done('open'); socket.close(); };
            socket.onclose = () => done('closed');
            """,
            address);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
