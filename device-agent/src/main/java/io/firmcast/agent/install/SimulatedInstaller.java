// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.vertx.core.Future;

/** Puts nothing to use: for trying out downloads and signatures on a machine that is no device. */
public final class SimulatedInstaller implements Installer {

  @Override
  public Future<Void> install(Release release) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> confirm(Release release, int starts) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> rollback(Release release) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Found> find(Release release) {
    return Future.succeededFuture(Found.NOT_INSTALLED);
  }
}
