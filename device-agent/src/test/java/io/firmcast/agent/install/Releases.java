// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.firmcast.agent.manifest.Manifest;
import io.firmcast.contract.UpdateId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

/** Releases of a router, as they lie on the disk after a download. */
final class Releases {
  private final Path dir;

  Releases(Path dir) {
    this.dir = dir;
  }

  Release of(String updateId, String content, long counter) throws Exception {
    var image = Files.writeString(dir.resolve(updateId + ".image"), content);
    var hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(image));
    var manifest =
        new Manifest(
            URI.create("https://fw.example/" + updateId),
            Files.size(image),
            HexFormat.of().formatHex(hash),
            "router",
            "b2",
            "2." + counter + ".0",
            counter,
            Instant.MAX,
            "key");
    var file = Files.write(dir.resolve(updateId + ".manifest"), manifest.toJson());
    return new Release(new UpdateId(updateId), manifest, image, file);
  }
}
