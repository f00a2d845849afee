// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.kit.Problem;
import io.firmcast.stream.view.Filter;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one frame that a client may send: {@code {"type":"subscribe","id":…,"device":[…],
 * "devicePrefix":…,"rollout":…,"status":[…]}}, where what is absent does not filter.
 *
 * @param id that the pages of the snapshot will carry, so that the client knows them from those of
 *     the one before
 */
record Subscribe(Filter filter, @Nullable String id) {
  private static final int LONGEST_ID = 64;
  private static final Set<String> MEMBERS =
      Set.of("type", "id", FeedQuery.DEVICE, FeedQuery.PREFIX, FeedQuery.ROLLOUT, FeedQuery.STATUS);

  /** Throws a {@link Problem} for any other text. */
  static Subscribe parse(String text) {
    var json = json(text);
    if (!"subscribe".equals(json.getValue("type"))) {
      throw bad("This feed takes frames of type subscribe only.");
    }
    for (var name : json.fieldNames()) {
      if (!MEMBERS.contains(name)) {
        throw bad("A subscribe frame has no member " + shortened(name) + ".");
      }
    }
    var filter =
        FeedQuery.filter(
            texts(json, FeedQuery.DEVICE),
            text(json, FeedQuery.PREFIX),
            text(json, FeedQuery.ROLLOUT),
            texts(json, FeedQuery.STATUS));
    var id = text(json, "id");
    if (id != null && id.length() > LONGEST_ID) {
      throw bad("id must be at most " + LONGEST_ID + " characters.");
    }
    return new Subscribe(filter, id);
  }

  private static JsonObject json(String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException | ClassCastException notAnObject) {
      throw bad("A frame is a JSON object.");
    }
  }

  private static @Nullable String text(JsonObject json, String name) {
    var value = json.getValue(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw bad(name + " must be a string.");
  }

  private static List<String> texts(JsonObject json, String name) {
    var value = json.getValue(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof JsonArray array)) {
      throw bad(name + " must be an array of strings.");
    }
    var found = new ArrayList<String>(array.size());
    for (var element : array) {
      if (!(element instanceof String string)) {
        throw bad(name + " must be an array of strings.");
      }
      found.add(string);
    }
    return found;
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "…";
  }

  private static Problem bad(String detail) {
    return new Problem(400, "bad-message", detail);
  }
}
