// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** An installer that only notes what it was asked, and does as the test says. */
final class FakeInstaller implements Installer {
  final List<String> calls = new ArrayList<>();
  Future<Void> install = Future.succeededFuture();
  Future<Void> confirm = Future.succeededFuture();
  Future<Void> rollback = Future.succeededFuture();
  Found found = Found.NOT_INSTALLED;

  /** As of a device that was killed in it. */
  static Future<Void> never() {
    return Promise.<Void>promise().future();
  }

  @Override
  public Future<Void> install(Release release) {
    calls.add("install");
    return install;
  }

  @Override
  public Future<Void> confirm(Release release, int starts) {
    calls.add("confirm " + starts);
    return confirm;
  }

  @Override
  public Future<Void> rollback(Release release) {
    calls.add("rollback");
    return rollback;
  }

  @Override
  public Future<Found> find(Release release) {
    return Future.succeededFuture(found);
  }

  @Override
  public void stop() {
    calls.add("stop");
  }
}
