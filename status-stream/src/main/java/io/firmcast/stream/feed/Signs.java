// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.stream.ingest.StatusSource;
import java.time.Duration;

/** The frames that say how fresh the view is at this moment. */
record Signs(Frames frames, StatusSource source, Duration heartbeat) {

  Frame hello(long seq) {
    return frames.hello(seq, heartbeat.toSeconds(), source.pollIntervalMillis(), source.isStale());
  }

  Frame bookmark(long seq) {
    return frames.bookmark(seq, source.pollIntervalMillis(), source.isStale());
  }
}
