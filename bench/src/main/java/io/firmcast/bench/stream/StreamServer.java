// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import io.firmcast.hub.AzureHub;
import io.firmcast.hub.events.LocalHubEvents;
import io.firmcast.hub.quota.HubRates;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.stream.SourceKind;
import io.firmcast.stream.StatusStreamSettings;
import io.firmcast.stream.StatusStreamVerticle;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The status stream as a process of its own, at its default pace. Arguments: the hub's connection
 * string, the file of its authority, {@code POLL} or {@code EVENTS}.
 */
final class StreamServer {
  private static final int CLIENTS = 10_000;

  private StreamServer() {}

  /** Starts one for that hub. */
  static Server start(Servers servers, Server hub, String source) throws IOException {
    var process =
        Server.java(
            servers.folder().resolve("stream.log"),
            Servers.HEAP,
            StreamServer.class,
            hub.told().get(3),
            hub.told().get(4),
            source);
    var told = Server.ready(process);
    return new Server(
        process, Integer.parseInt(told.get(1)), false, told, n -> hub.logins().apply(n));
  }

  public static void main(String[] args) {
    var vertx = Vertx.vertx();
    var service = ConnectionString.parse(args[0]);
    var trust = Trust.of(Path.of(args[1]));
    var clock = Clock.systemUTC();
    var random = RandomGenerator.getDefault();
    var settings =
        StatusStreamSettings.DEFAULTS
            .withAddress(Server.HOST, 0)
            .withClients(CLIENTS, CLIENTS, Set.of())
            .withHub(HubRates.UNLIMITED, SourceKind.valueOf(args[2]));
    var events = new LocalHubEvents(vertx, service, trust, clock, random);
    var stream =
        new StatusStreamVerticle(
            new AzureHub(vertx, service, trust), events, settings, clock, random);
    vertx
        .deployVerticle(stream)
        .onComplete(
            up -> System.out.println("ready " + stream.port()),
            cause -> {
              cause.printStackTrace();
              System.exit(1);
            });
  }
}
