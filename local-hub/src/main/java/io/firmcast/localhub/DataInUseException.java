// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import java.nio.file.Path;

/** The hub's data belongs to another hub that is running: two would not see each other's writes. */
public final class DataInUseException extends RuntimeException {

  DataInUseException(Path data, Throwable cause) {
    super("Another hub that is running keeps its data in " + data, cause);
  }
}
