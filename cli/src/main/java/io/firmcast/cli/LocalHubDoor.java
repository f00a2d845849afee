// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.ConnectionString;
import io.firmcast.localhub.LocalHub;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How other commands on this machine find the local hub: its connection string, readable by its
 * owner only, and its certificate, in files beside its data.
 *
 * @param directory of the hub's data
 */
record LocalHubDoor(Path directory) {
  private static final Logger LOG = LoggerFactory.getLogger(LocalHubDoor.class);
  private static final String KEY = "connection-string";
  private static final String CERTIFICATE = "ca.pem";

  /**
   * @param data what is given as {@code --data}
   */
  static LocalHubDoor in(Path data) {
    return new LocalHubDoor(data.resolve("hub"));
  }

  /** Opens it for the hub that has just started; without it the hub is as good, only less handy. */
  void open(LocalHub hub) {
    try {
      var temporary = Files.createTempFile(directory, KEY, ".tmp");
      if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(temporary, hub.serviceConnectionString() + "\n");
      Files.move(temporary, directory.resolve(KEY), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      LOG.atWarn()
          .addKeyValue("directory", directory)
          .addKeyValue("reason", unwritable.toString())
          .log("'firmcast devices' will not find this hub by itself");
    }
  }

  /** The same, and again whenever the owner has another key. */
  void openAndFollow(Vertx vertx, LocalHub hub) {
    open(hub);
    hub.access()
        .follow(
            renewed ->
                vertx.executeBlocking(
                    () -> {
                      open(hub);
                      return renewed;
                    }));
  }

  /** Empty where no hub has kept its data there. */
  Optional<ConnectionString> service() {
    try {
      var file = directory.resolve(KEY);
      return Files.exists(file)
          ? Optional.of(ConnectionString.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new CliFailure(
          Exit.FAILED,
          "The local hub's %s cannot be read: start the hub again, or set IOTHUB_CONNECTION_STRING."
              .formatted(directory.resolve(KEY)));
    }
  }

  boolean leadsTo(ConnectionString hub) {
    try {
      return service().filter(hub::equals).isPresent();
    } catch (CliFailure unreadable) {
      return false;
    }
  }

  Path certificate() {
    return directory.resolve(CERTIFICATE);
  }
}
