// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A proxy as companies have it: nothing but CONNECT, and only for those who say the password. */
public final class ConnectProxy {
  private static final Pattern CONNECT = Pattern.compile("CONNECT ([^ :]+):(\\d+) HTTP/1.1\r\n");
  private static final String BASIC = "roxy-authorization: basic dXNlcjpzZWNyZXQ="; // user:secret

  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final UnaryOperator<String> addresses;
  private final NetServer server;
  private final NetClient client;

  ConnectProxy(Vertx vertx) throws Exception {
    this(vertx, name -> name);
  }

  /** One that finds the hosts it is asked for under those addresses. */
  public ConnectProxy(Vertx vertx, UnaryOperator<String> addresses) throws Exception {
    this.addresses = addresses;
    client = vertx.createNetClient();
    server =
        vertx
            .createNetServer()
            .connectHandler(this::accept)
            .listen(0, "127.0.0.1")
            .await(5, TimeUnit.SECONDS);
  }

  public HttpProxy address() {
    return HttpProxy.parse("http://user:secret@127.0.0.1:" + server.actualPort());
  }

  /** Where it was asked to connect to. */
  public List<String> targets() {
    return List.copyOf(targets);
  }

  private void accept(NetSocket from) {
    var head = Buffer.buffer();
    from.handler(
        bytes -> {
          head.appendBuffer(bytes);
          if (head.toString().endsWith("\r\n\r\n")) {
            connect(from, head.toString());
          }
        });
  }

  private void connect(NetSocket from, String head) {
    var asked = CONNECT.matcher(head);
    if (!head.toLowerCase(Locale.ROOT).contains(BASIC.toLowerCase(Locale.ROOT))) {
      from.end(Buffer.buffer("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"));
    } else if (asked.find()) {
      targets.add(asked.group(1) + ":" + asked.group(2));
      from.pause();
      client
          .connect(Integer.parseInt(asked.group(2)), addresses.apply(asked.group(1)))
          .compose(to -> tunnel(from, to))
          .onFailure(gone -> from.close());
    }
  }

  private static Future<Void> tunnel(NetSocket from, NetSocket to) {
    from.handler(to::write).closeHandler(gone -> to.close());
    to.handler(from::write).closeHandler(gone -> from.close());
    return from.write("HTTP/1.1 200 Connection established\r\n\r\n")
        .onSuccess(told -> from.resume());
  }
}
