// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as it stands in a file, and what the command line adds to it. What it means is for the
 * orchestrator to say; here its answer is given the line that it is about.
 */
record RolloutFile(YamlFile file, JsonObject definition) {

  static RolloutFile of(YamlFile file) {
    return new RolloutFile(file, file.json());
  }

  /** The same for the devices in a file: the first column of a CSV, whose header may be there. */
  RolloutFile forDevices(Path csv) {
    try {
      var devices = new JsonArray();
      for (var line : Files.readAllLines(csv)) {
        var id = line.split(",", 2)[0].strip();
        if (!id.isEmpty() && !id.equals("deviceId") && !id.startsWith("#")) {
          devices.add(id);
        }
      }
      var others = definition.getJsonObject("targets", new JsonObject()).copy();
      others.remove("condition");
      return new RolloutFile(
          file, definition.copy().put("targets", others.put("devices", devices)));
    } catch (IOException unreadable) {
      throw new CliFailure(Exit.USAGE, csv + " cannot be read.");
    } catch (ClassCastException noObject) {
      throw new CliFailure(Exit.USAGE, file.place("/targets") + ": /targets must be an object.");
    }
  }

  /** The rollout's name: that of the command line, else that of the file. */
  String id(@Nullable String given) {
    if (given != null) {
      return given;
    }
    if (definition.getValue("id") instanceof String id) {
      return id;
    }
    throw new CliFailure(
        Exit.USAGE, file.place("/id") + ": /id is missing: name the rollout there, or by --id.");
  }

  /** What is sent, under that name. */
  JsonObject body(String id) {
    return definition.copy().put("id", id);
  }

  /** The orchestrator's refusal, with the line it is about. */
  CliFailure explained(ServiceProblem refusal) {
    var pointer = refusal.pointer();
    return pointer == null
        ? refusal
        : new CliFailure(Exit.USAGE, file.place(pointer) + ": " + refusal.getMessage());
  }
}
