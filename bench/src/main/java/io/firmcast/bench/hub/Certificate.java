// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A certificate like the hub's own, EC P-256, made by openssl for the peers. */
public record Certificate(Path certificate, Path key) {

  static Certificate make(Path folder) throws IOException, InterruptedException {
    var made = new Certificate(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    var command =
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:" + Server.HOST,
            "-keyout",
            made.key().toString(),
            "-out",
            made.certificate().toString());
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException("openssl could not make a certificate");
    }
    return made;
  }
}
