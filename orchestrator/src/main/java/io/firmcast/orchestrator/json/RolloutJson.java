// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.Decision;
import io.firmcast.orchestrator.rollout.engine.Logged;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.vertx.core.json.JsonObject;

/**
 * The JSON of rollouts, both ways. Reading is strict: a field that is not known, a wrong type or a
 * value outside its limits is a {@link io.firmcast.orchestrator.rollout.plan.BadDefinition} that
 * names each flaw by its JSON pointer. Safe from any thread.
 */
public final class RolloutJson {
  private final Shapes shapes = new Shapes();
  private final Writer writer = new Writer(shapes);

  /** A definition; what is absent has its default. */
  public RolloutDefinition definition(JsonObject json) {
    return Reader.read(shapes, RolloutDefinition.class, json);
  }

  /** Any record of {@code rollout}, such as a pace; what {@link #write} wrote. */
  public <T extends Record> T read(Class<T> type, JsonObject json) {
    return Reader.read(shapes, type, json);
  }

  /** What {@link #toJson(RolloutEvent)} wrote. */
  public RolloutEvent event(JsonObject json) {
    return Reader.read(shapes, RolloutEvent.class, json);
  }

  /** What {@link #toJson(Logged)} wrote. */
  public Logged logged(JsonObject json) {
    return Reader.read(shapes, Logged.class, json);
  }

  /** An event; its {@code type} says which. */
  public JsonObject toJson(RolloutEvent event) {
    return writer.fields((Record) event, true);
  }

  /** A decision; its {@code type} says which. */
  public JsonObject toJson(Decision decision) {
    return writer.fields((Record) decision, true);
  }

  /** A command; its {@code type} says which. */
  public JsonObject toJson(Command command) {
    return writer.fields((Record) command, true);
  }

  /** An entry of the log, with its event. */
  public JsonObject toJson(Logged entry) {
    return writer.fields(entry, false);
  }

  /** A definition, a view, or any other record of {@code rollout}. */
  public JsonObject write(Record record) {
    return writer.fields(record, false);
  }
}
