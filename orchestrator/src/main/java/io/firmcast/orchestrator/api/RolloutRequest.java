// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what operators send about rollouts. */
final class RolloutRequest {
  private static final Pattern WHO = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private RolloutRequest() {}

  /**
   * A rollout that is to be made.
   *
   * @param reason null where none was given
   * @param hash of the whole request
   */
  record Asked(RolloutId id, RolloutDefinition definition, @Nullable String reason, String hash) {
    By by(String who) {
      return new By(who, reason);
    }
  }

  static Asked definition(RolloutJson records, @Nullable Buffer body, @Nullable String inPath) {
    var json = object(body);
    var named = text(json, "id");
    var reason = text(json, "reason");
    var id = inPath == null ? named : inPath;
    if (id == null) {
      throw new BadMessage("/id", "is required");
    }
    if (named != null && !named.equals(id)) {
      throw new BadMessage("/id", "must be the one in the address, or absent");
    }
    json.remove("id");
    json.remove("reason");
    try {
      return new Asked(id(id), records.definition(json), reason, hash(id + json.encode()));
    } catch (BadDefinition bad) {
      throw badRequest(bad);
    }
  }

  /** The first flaw by its pointer, and the others in words. */
  static BadMessage badRequest(BadDefinition bad) {
    var first = bad.flaws().get(0);
    var others = bad.flaws().size() - 1;
    var reason =
        others == 0
            ? first.reason()
            : first.reason() + "; and " + others + " more: " + bad.getMessage();
    return new BadMessage(first.pointer(), reason);
  }

  static RolloutId id(String text) {
    try {
      return new RolloutId(text);
    } catch (BadDefinition bad) {
      throw new BadMessage("/rolloutId", bad.flaws().get(0).reason());
    }
  }

  static RolloutId id(RoutingContext request) {
    return id(request.pathParam("rolloutId"));
  }

  /** Who asks; until there are users, whatever they say. */
  static String who(RoutingContext request) {
    @Nullable String who = request.request().getHeader("X-Firmcast-Who");
    if (who == null) {
      return "anonymous";
    }
    if (!WHO.matcher(who).matches()) {
      throw new BadMessage("/X-Firmcast-Who", "must be 1 to 128 visible ASCII characters");
    }
    return who;
  }

  /** An empty body is an empty object. */
  static JsonObject object(@Nullable Buffer body) {
    if (body == null || body.length() == 0) {
      return new JsonObject();
    }
    try {
      if (Json.decodeValue(body) instanceof JsonObject object) {
        return object;
      }
    } catch (DecodeException notJson) {
      throw new BadMessage("", "is not JSON");
    }
    throw new BadMessage("", "must be a JSON object");
  }

  static @Nullable String text(JsonObject json, String name) {
    var value = json.getValue(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new BadMessage("/" + name, "must be a string");
  }

  static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
