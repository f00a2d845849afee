// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML's nodes as JSON. What JSON has no word for is refused, and not guessed. */
final class YamlJson {
  /** An anchor that holds itself would have no end. */
  private static final int DEEPEST = 20;

  private YamlJson() {}

  /** Something that JSON cannot say. */
  static final class NoJson extends RuntimeException {
    private final int line;

    NoJson(Node at, String reason) {
      super(reason, null, false, false);
      this.line = lineOf(at);
    }

    int line() {
      return line;
    }
  }

  static JsonObject object(MappingNode mapping) {
    return object(mapping, 0);
  }

  /** The line, from 1, of what the pointer points to, or of the last thing on the way there. */
  static int line(Node root, String pointer) {
    var line = lineOf(root);
    Node at = root;
    for (var step : pointer.split("/", -1)) {
      var name = step.replace("~1", "/").replace("~0", "~");
      if (at instanceof MappingNode mapping) {
        for (var field : mapping.getValue()) {
          if (field.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
            line = lineOf(key);
            at = field.getValueNode();
          }
        }
      } else if (at instanceof SequenceNode list
          && name.matches("\\d{1,7}")
          && Integer.parseInt(name) < list.getValue().size()) {
        at = list.getValue().get(Integer.parseInt(name));
        line = lineOf(at);
      }
    }
    return line;
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private static @Nullable Object value(Node node, int depth) {
    if (depth > DEEPEST) {
      throw new NoJson(node, "is nested more than " + DEEPEST + " deep");
    }
    if (node instanceof MappingNode mapping) {
      return object(mapping, depth);
    }
    if (node instanceof SequenceNode list) {
      var array = new JsonArray();
      list.getValue().forEach(item -> array.add(value(item, depth + 1)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonObject object(MappingNode mapping, int depth) {
    var object = new JsonObject();
    for (var field : mapping.getValue()) {
      if (!(field.getKeyNode() instanceof ScalarNode key)) {
        throw new NoJson(field.getKeyNode(), "has a key that is no text");
      }
      if (object.containsKey(key.getValue())) {
        throw new NoJson(key, key.getValue() + " stands there twice");
      }
      object.put(key.getValue(), value(field.getValueNode(), depth + 1));
    }
    return object;
  }

  private static @Nullable Object scalar(ScalarNode node) {
    var text = node.getValue();
    if (node.getTag().equals(Tag.NULL)) {
      return null;
    }
    if (node.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    if (node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT)) {
      return number(node, text);
    }
    return text;
  }

  private static Object number(ScalarNode node, String text) {
    try {
      var number = new BigDecimal(text);
      if (!node.getTag().equals(Tag.INT)) {
        return number.doubleValue();
      }
      var whole = number.longValueExact();
      return whole == (int) whole ? (Object) (int) whole : whole;
    } catch (ArithmeticException | NumberFormatException tooMuch) {
      throw new NoJson(node, text + " is no number that JSON can hold");
    }
  }
}
