// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.Consumer;

/** Takes server-sent events out of a stream of bytes. */
final class EventLines {
  /** A twin is at most 32 KB in each section; a line beyond this is no event of a hub's. */
  private static final int LONGEST = 1 << 20;

  /**
   * @param id empty where the event has none
   * @param name empty where the event has none
   */
  record Event(String id, String name, String data) {}

  private final Consumer<Event> listener;
  private final RecordParser lines = RecordParser.newDelimited("\n").maxRecordSize(LONGEST);
  private final StringBuilder data = new StringBuilder();
  private String id = "";
  private String name = "";

  EventLines(Consumer<Event> listener) {
    this.listener = listener;
    lines.handler(this::line);
  }

  void take(Buffer part) {
    lines.handle(part);
  }

  private void line(Buffer bytes) {
    var line = bytes.toString().stripTrailing();
    if (line.isEmpty()) {
      end();
      return;
    }
    var colon = line.indexOf(':');
    var value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
    switch (colon < 0 ? line : line.substring(0, colon)) {
      case "id" -> id = value;
      case "event" -> name = value;
      case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
      default -> {} // a comment, or a field that is not for us
    }
  }

  private void end() {
    if (!data.isEmpty()) {
      listener.accept(new Event(id, name, data.toString()));
    }
    data.setLength(0);
    id = "";
    name = "";
  }
}
