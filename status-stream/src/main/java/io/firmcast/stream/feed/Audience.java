// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.StatusChanged;
import io.firmcast.stream.view.Filter;
import io.firmcast.stream.view.StatusView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everybody who listens at this moment, and telling them. Confined to one context. */
final class Audience {
  private final Set<FeedClient> clients = new LinkedHashSet<>();
  private final StatusView view;
  private final Frames frames;

  Audience(StatusView view, Frames frames) {
    this.view = view;
    this.frames = frames;
  }

  void add(FeedClient client) {
    clients.add(client);
  }

  /** False where it was not there any more. */
  boolean remove(FeedClient client) {
    return clients.remove(client);
  }

  int size() {
    return clients.size();
  }

  /** Takes changes into the view, oldest first, and tells them. */
  void tell(List<StatusChanged> changes) {
    var delta = view.apply(changes);
    var whole = new Once(() -> frames.delta(delta.seq(), changes, Filter.EVERYTHING));
    each(client -> client.offer(delta, whole));
  }

  /** A client may close, and leave the set, while it is being told something. */
  void each(Consumer<FeedClient> what) {
    List.copyOf(clients).forEach(what);
  }

  /** A frame that is made when it is first asked for. */
  private static final class Once implements Supplier<Frame> {
    private final Supplier<Frame> make;
    private @Nullable Frame made;

    Once(Supplier<Frame> make) {
      this.make = make;
    }

    @Override
    public Frame get() {
      var frame = made == null ? make.get() : made;
      made = frame;
      return frame;
    }
  }
}
