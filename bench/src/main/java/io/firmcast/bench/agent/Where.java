// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.bench.hub.Server;
import io.firmcast.kit.ConnectionString;
import java.nio.file.Path;
import java.util.List;

/**
 * A hub, as a process of devices is told of it.
 *
 * @param owner with whose key each device signs its own token
 * @param authorities the file of those to trust
 */
public record Where(int mqttPort, String owner, Path authorities) {

  public static Where of(Server hub) {
    return new Where(hub.port(), hub.told().get(3), Path.of(hub.told().get(4)));
  }

  /** A server that believes every token. */
  static Where of(Server anyone, Path certificate) {
    var nobody =
        "HostName=%s;SharedAccessKeyName=n;SharedAccessKey=bm9ib2R5".formatted(Server.HOST);
    return new Where(anyone.port(), nobody, certificate);
  }

  List<String> toArguments() {
    return List.of(Integer.toString(mqttPort), owner, authorities.toString());
  }

  static Where of(List<String> arguments) {
    return new Where(
        Integer.parseInt(arguments.get(0)), arguments.get(1), Path.of(arguments.get(2)));
  }

  /** The n-th device. */
  ConnectionString device(int n) {
    var service = ConnectionString.parse(owner);
    return new ConnectionString(
        service.host(), service.policy(), "d" + n, service.sharedAccessKey());
  }
}
