// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.DeviceLink;
import io.firmcast.agent.link.DeviceTwin;
import io.firmcast.agent.link.LinkException;
import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.agent.link.LinkListener;
import io.firmcast.agent.link.LinkState;
import io.firmcast.agent.link.MethodReply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A hub of one device, in memory: it acknowledges at once, unless it is told to do otherwise. */
final class FakeLink implements DeviceLink {
  private final List<JsonObject> patches = new CopyOnWriteArrayList<>();
  private final CompletableFuture<LinkListener> opened = new CompletableFuture<>();
  private final JsonObject reported = new JsonObject();
  private JsonObject desired = new JsonObject().put("$version", 1);
  private @Nullable Context context;
  volatile @Nullable LinkState atOpening = new LinkState.Connected();
  volatile @Nullable LinkException reportFailure;
  volatile @Nullable LinkException twinFailure;
  volatile boolean closed;

  @Override
  public Future<Void> open(LinkListener listener) {
    context = Vertx.currentContext();
    opened.complete(listener);
    if (atOpening != null) {
      tell(atOpening);
    }
    return Future.succeededFuture();
  }

  @Override
  public Future<DeviceTwin> twin() {
    return twinFailure == null
        ? Future.succeededFuture(new DeviceTwin(desired.copy(), reported.copy()))
        : Future.failedFuture(twinFailure);
  }

  @Override
  public Future<Void> report(JsonObject patch) {
    if (reportFailure != null) {
      return Future.failedFuture(reportFailure);
    }
    reported.mergeIn(patch, true);
    patches.add(patch.copy());
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    closed = true;
    return Future.succeededFuture();
  }

  /** What the twin says before the device comes. */
  FakeLink withReported(JsonObject before) {
    reported.mergeIn(before, true);
    return this;
  }

  /** Somebody wants that firmware, or none; the device hears of it if it is connected. */
  void desire(@Nullable JsonObject firmware) {
    desire(firmware, desired.getInteger("$version") + 1);
    onContext(listener -> listener.desired(desired.copy()));
  }

  void desireAll(JsonObject section) {
    desired = section.copy();
  }

  /** As it is found in the twin at the next reading. */
  FakeLink desire(@Nullable JsonObject firmware, int version) {
    desired = new JsonObject().put("$version", version);
    if (firmware != null) {
      desired.put("firmware", firmware.copy());
    }
    return this;
  }

  void tell(LinkState state) {
    onContext(listener -> listener.state(state));
  }

  void unreachable(Reason reason) {
    reportFailure = LinkException.of(reason, "as the test says");
  }

  MethodReply invoke(String method, @Nullable Object payload) throws Exception {
    return invokeLater(method, payload).await(5, TimeUnit.SECONDS);
  }

  Future<MethodReply> invokeLater(String method, @Nullable Object payload) {
    Promise<MethodReply> reply = Promise.promise();
    onContext(listener -> listener.method(method, payload).onComplete(reply));
    return reply.future();
  }

  /** What the twin says now. */
  JsonObject reported() {
    return reported.copy();
  }

  void forgetReported() {
    reported.clear();
  }

  /** The patches that were acknowledged. */
  List<JsonObject> patches() {
    return List.copyOf(patches);
  }

  List<String> statuses() {
    return patches.stream().map(patch -> patch.getString("firmwareStatus")).toList();
  }

  private void onContext(Consumer<LinkListener> action) {
    var listener = opened.join();
    Objects.requireNonNull(context).runOnContext(here -> action.accept(listener));
  }
}
