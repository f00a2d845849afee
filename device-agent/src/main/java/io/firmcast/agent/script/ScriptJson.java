// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.contract.FirmwareStatus;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads scripts; the form is in docs/agents.md. */
public final class ScriptJson {
  private static final Set<FirmwareStatus> PHASES =
      Set.of(FirmwareStatus.STAND_BY, FirmwareStatus.DOWNLOADING, FirmwareStatus.APPLYING);

  private ScriptJson() {}

  /**
   * Reads one; what is wrong with it, and where, is the message of the {@link
   * IllegalArgumentException}.
   */
  public static Script parse(String text) {
    JsonObject json;
    try {
      json = new JsonObject(text);
    } catch (DecodeException | ClassCastException notJson) {
      throw new IllegalArgumentException("it is no JSON object", notJson);
    }
    var fields = new ScriptFields(json, "");
    var seed = fields.whole("seed", 0);
    var behaviours = fields.array("behaviours");
    fields.nothingElse();
    return new Script(seed, parts(behaviours));
  }

  private static List<Script.Part> parts(JsonArray behaviours) {
    List<Script.Part> parts = new ArrayList<>();
    for (int i = 0; i < behaviours.size(); i++) {
      var at = "behaviours[" + i + "]";
      if (!(behaviours.getValue(i) instanceof JsonObject json)) {
        throw new IllegalArgumentException(at + " must be an object");
      }
      parts.add(part(new ScriptFields(json, at + ".")));
    }
    return parts;
  }

  private static Script.Part part(ScriptFields fields) {
    var kind = fields.text("kind");
    var fraction = fields.number("fraction");
    try {
      var part = new Script.Part(fraction, behaviour(kind, fields));
      fields.nothingElse();
      return part;
    } catch (IllegalArgumentException wrong) {
      throw fields.at(wrong);
    }
  }

  private static Behaviour behaviour(String kind, ScriptFields fields) {
    return switch (kind) {
      case "slow" -> new Behaviour.Slow(fields.number("factor"));
      case "offline" -> new Behaviour.Offline(fields.span("after"), fields.span("for"));
      case "fails" -> new Behaviour.Fails(phase(fields), fields.text("code", "scripted"));
      case "reboots" ->
          new Behaviour.Reboots(phase(fields), fields.span("for"), fields.whole("times", 1));
      case "lies" -> new Behaviour.Lies(fields.text("version"));
      case "clock-skew" -> new Behaviour.ClockSkew(skew(fields.text("by")));
      case "duplicate-reports" -> new Behaviour.DuplicateReports(fields.whole("count", 2));
      case "never-answers" -> new Behaviour.NeverAnswers();
      case "answers-late" -> new Behaviour.AnswersLate(fields.span("by"));
      default ->
          throw new IllegalArgumentException(
              "kind must be slow, offline, fails, reboots, lies, clock-skew, duplicate-reports,"
                  + " never-answers or answers-late");
    };
  }

  private static FirmwareStatus phase(ScriptFields fields) {
    var phase = FirmwareStatus.of(fields.text("phase"));
    if (!PHASES.contains(phase)) {
      throw new IllegalArgumentException("phase must be standBy, downloading or applying");
    }
    return phase;
  }

  /** {@code 1h} is ahead of the time, {@code -1h} behind it. */
  private static Duration skew(String text) {
    return text.startsWith("-")
        ? Span.parse(text.substring(1)).least().negated()
        : Span.parse(text).least();
  }
}
