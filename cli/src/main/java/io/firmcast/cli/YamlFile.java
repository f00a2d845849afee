// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A YAML document that is a mapping: as JSON, and with the line on which each value stands. */
final class YamlFile {
  /** As much as the API takes: a million devices by name. */
  private static final int LONGEST = 32 * 1024 * 1024;

  private final String name;
  private final Node root;
  private final JsonObject json;

  private YamlFile(String name, Node root, JsonObject json) {
    this.name = name;
    this.root = root;
    this.json = json;
  }

  /** Reads a file, or stdin where its name is a dash; fails with a {@link CliFailure}. */
  static YamlFile read(String file) {
    return of(file.equals("-") ? "stdin" : file, content(file));
  }

  static YamlFile of(String name, String text) {
    try {
      var settings =
          LoadSettings.builder().setCodePointLimit(LONGEST).setMaxAliasesForCollections(20).build();
      var root = new Compose(settings).composeString(text).orElse(null);
      if (!(root instanceof MappingNode mapping)) {
        throw new CliFailure(Exit.USAGE, name + ":1: must be a mapping, such as 'targets: …'.");
      }
      return new YamlFile(name, root, YamlJson.object(mapping));
    } catch (YamlJson.NoJson wrong) {
      throw new CliFailure(
          Exit.USAGE, "%s:%d: %s.".formatted(name, wrong.line(), wrong.getMessage()));
    } catch (MarkedYamlEngineException wrong) {
      var line = wrong.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new CliFailure(
          Exit.USAGE, "%s:%d: is no YAML: %s.".formatted(name, line, wrong.getProblem()));
    } catch (YamlEngineException wrong) {
      throw new CliFailure(
          Exit.USAGE, "%s: is no YAML: %s.".formatted(name, wrong.getMessage()).replace("\n", " "));
    }
  }

  /** The document; a copy. */
  JsonObject json() {
    return json.copy();
  }

  /** Where in the file a JSON pointer points, or comes closest to: {@code rollout.yaml:12}. */
  String place(String pointer) {
    return name + ":" + YamlJson.line(root, pointer);
  }

  private static String content(String file) {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (CharacterCodingException binary) {
      throw new CliFailure(Exit.USAGE, file + " is no text.");
    } catch (IOException | InvalidPathException unreadable) {
      throw new CliFailure(Exit.USAGE, file + " cannot be read.");
    }
  }
}
