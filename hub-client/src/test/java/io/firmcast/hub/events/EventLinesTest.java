// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLinesTest {
  private final List<EventLines.Event> events = new ArrayList<>();
  private final EventLines lines = new EventLines(events::add);

  @Test
  void an_event_is_whole_however_it_is_cut() {
    var text = ": hello\n\nid: 7\nevent: twin\ndata: {\"ü\":1}\n\ndata: a\ndata:b\r\n\r\n";

    for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
      lines.take(Buffer.buffer(new byte[] {octet}));
    }

    assertThat(events)
        .containsExactly(
            new EventLines.Event("7", "twin", "{\"ü\":1}"), new EventLines.Event("", "", "a\nb"));
  }

  @Test
  void what_has_no_data_is_no_event() {
    lines.take(Buffer.buffer("id: 7\nretry: 3\nnonsense\n\n"));

    assertThat(events).isEmpty();
  }
}
