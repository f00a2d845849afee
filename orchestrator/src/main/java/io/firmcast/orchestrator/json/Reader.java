// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import io.firmcast.contract.BadMessage;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.Flaw;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one document into records, and gathers every flaw with its place. */
final class Reader {
  private final Shapes shapes;
  private final List<Flaw> flaws = new ArrayList<>();

  Reader(Shapes shapes) {
    this.shapes = shapes;
  }

  /**
   * The document as that type.
   *
   * @throws BadDefinition with all that is wrong with it
   */
  static <T> T read(Shapes shapes, Class<T> type, @Nullable Object json) {
    var reader = new Reader(shapes);
    var read = reader.value(type, json, "");
    if (read == null || !reader.flaws.isEmpty()) {
      throw new BadDefinition(reader.flaws);
    }
    return type.cast(read);
  }

  /** Null where a flaw was found. */
  private @Nullable Object value(Type type, @Nullable Object json, String at) {
    if (type instanceof ParameterizedType list) {
      return list(list.getActualTypeArguments()[0], json, at);
    }
    var plain = (Class<?>) type;
    if (Texts.isText(plain)) {
      return text(plain, json, at);
    }
    if (plain.isEnum()) {
      return constant(plain, json, at);
    }
    if (plain.isRecord()) {
      return json instanceof JsonObject object
          ? fields(plain, object, at, "")
          : flaw(at, "must be an object");
    }
    if (plain.isSealed()) {
      return variant(plain, json, at);
    }
    return primitive(plain, json, at);
  }

  private @Nullable Object fields(Class<?> type, JsonObject json, String at, String tag) {
    var before = flaws.size();
    var shape = shapes.of(type);
    var names = shape.fields().stream().map(Shape.Field::name).collect(Collectors.toSet());
    for (var name : json.fieldNames()) {
      if (!names.contains(name) && !name.equals(tag)) {
        flaw(below(at, name), "is not known here");
      }
    }
    var values = shape.fields().stream().map(field -> field(field, json, at)).toArray();
    if (flaws.size() > before) {
      return null;
    }
    try {
      return shape.make(values);
    } catch (BadDefinition outside) {
      outside.flaws().forEach(it -> flaws.add(new Flaw(at + it.pointer(), it.reason())));
    } catch (BadMessage outside) {
      flaws.add(new Flaw(at + outside.pointer(), outside.reason()));
    }
    return null;
  }

  private @Nullable Object field(Shape.Field field, JsonObject json, String at) {
    var value = json.getValue(field.name());
    if (value != null) {
      return value(field.type(), value, below(at, field.name()));
    }
    if (field.isNullable()) {
      return null;
    }
    return field.fallback() == null
        ? flaw(below(at, field.name()), "is required")
        : field.fallback();
  }

  private @Nullable Object variant(Class<?> sealed, @Nullable Object json, String at) {
    if (!(json instanceof JsonObject object)) {
      return flaw(at, "must be an object");
    }
    var variants = variants(sealed).toList();
    for (var variant : variants) {
      if (Names.of(variant).equals(object.getValue(Shapes.TAG))) {
        return fields(variant, object, at, Shapes.TAG);
      }
    }
    return flaw(below(at, Shapes.TAG), oneOf(variants.stream().map(Names::of)));
  }

  static Stream<Class<?>> variants(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(it -> it.isSealed() ? variants(it) : Stream.of(it));
  }

  private @Nullable Object list(Type of, @Nullable Object json, String at) {
    if (!(json instanceof JsonArray array)) {
      return flaw(at, "must be an array");
    }
    var items = new ArrayList<@Nullable Object>(array.size());
    for (var i = 0; i < array.size(); i++) {
      items.add(value(of, array.getValue(i), at + "/" + i));
    }
    return items.contains(null) ? null : items;
  }

  private @Nullable Object text(Class<?> type, @Nullable Object json, String at) {
    if (json == null) {
      return flaw(at, "is required");
    }
    try {
      return Texts.read(type, json);
    } catch (BadMessage outside) {
      return flaw(at, outside.reason());
    } catch (BadDefinition outside) {
      return flaw(at, outside.flaws().get(0).reason());
    } catch (IllegalArgumentException | DateTimeException unreadable) {
      return flaw(at, "must be " + Texts.called(type));
    }
  }

  private @Nullable Object constant(Class<?> type, @Nullable Object json, String at) {
    var names = new ArrayList<String>();
    for (var constant : type.getEnumConstants()) {
      var name = Names.of((Enum<?>) constant);
      if (name.equals(json)) {
        return constant;
      }
      names.add(name);
    }
    return flaw(at, oneOf(names.stream()));
  }

  private @Nullable Object primitive(Class<?> type, @Nullable Object json, String at) {
    if (type == boolean.class) {
      return json instanceof Boolean ? json : flaw(at, "must be true or false");
    }
    if (type == double.class || type == Double.class) {
      return json instanceof Number number
          ? (Object) number.doubleValue()
          : flaw(at, "must be a number");
    }
    if (!(json instanceof Number given && (json instanceof Integer || json instanceof Long))) {
      return flaw(at, "must be a whole number");
    }
    var number = given.longValue();
    if (type == long.class || type == Long.class) {
      return number;
    }
    return number == (int) number ? (Object) (int) number : flaw(at, "must be a smaller number");
  }

  private @Nullable Object flaw(String at, String reason) {
    flaws.add(new Flaw(at, reason));
    return null;
  }

  private static String oneOf(Stream<String> names) {
    return "must be one of " + names.sorted().collect(Collectors.joining(", "));
  }

  /** A pointer of RFC 6901, one step further. */
  private static String below(String at, String name) {
    return at + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
