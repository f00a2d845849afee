// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

/** Hears how far a download is; called often, on the device's context, and must not block. */
public interface Progress {

  /** Of those bytes so many are here. */
  void at(long bytes, long length);

  /** Nothing is being fetched any more. */
  default void over() {}
}
