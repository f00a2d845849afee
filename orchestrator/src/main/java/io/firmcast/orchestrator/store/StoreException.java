// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

/** The store did not do what it was asked; whether it was written is not known. */
public final class StoreException extends RuntimeException {
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
