// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the local hub that runs takes in the place of Microsoft Entra ID's tokens. */
@Command(
    name = "bearer",
    description = {
      "Lets service clients of the running local hub in by bearer tokens, as Microsoft Entra ID does.",
      "Whoever has one may do all that the service side can. None is accepted until one is set."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  FIRMCAST_BEARER_TOKEN_FILE=token firmcast hub bearer set",
      "  FIRMCAST_JWT_KEY_FILE=key firmcast hub bearer set      JSON Web Tokens, HS256",
      "  firmcast hub bearer show",
      "  firmcast hub bearer delete"
    })
final class HubBearerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out, CommandLine.Help.Ansi.AUTO);
    return Exit.OK;
  }

  @Command(name = "show", description = "Shows whether any are accepted, but not which.")
  int show(@Mixin DeviceHubOptions hub) {
    return HubAnswer.print(hub, List.of(hub.admin().get("/bearer")));
  }

  @Command(
      name = "set",
      description = "Accepts a token, or what is signed with a key; each needs 16 bytes or more.")
  int set(
      @Mixin DeviceHubOptions hub,
      @Option(
              names = "--bearer-token",
              paramLabel = "TEXT",
              description = "Accepted as it stands. Better in the environment than here.")
          @Nullable String token,
      @Option(
              names = "--jwt-key",
              paramLabel = "TEXT",
              description = "Accepts JSON Web Tokens that are signed with it (HS256) and not over.")
          @Nullable String key) {
    if (token == null && key == null) {
      throw new CliFailure(
          Exit.USAGE, "Name --bearer-token or --jwt-key, or set FIRMCAST_BEARER_TOKEN.");
    }
    var body = new JsonObject();
    if (token != null) {
      body.put("token", token);
    }
    if (key != null) {
      body.put("jwtKey", key);
    }
    return HubAnswer.print(hub, List.of(hub.admin().send("PUT", "/bearer", body)));
  }

  @Command(name = "delete", description = "Accepts none any more.")
  int delete(@Mixin DeviceHubOptions hub) {
    var nothing = new JsonObject().putNull("token").putNull("jwtKey");
    return HubAnswer.print(hub, List.of(hub.admin().send("PUT", "/bearer", nothing)));
  }
}
