// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs a command and keeps what it printed. */
record Terminal(int exitCode, String out, String err) {

  static Terminal run(String... words) {
    return run(Map.of(), words);
  }

  static synchronized Terminal run(Map<String, String> environment, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var realOut = System.out;
    var realErr = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      var exitCode = Firmcast.run(environment, words);
      return new Terminal(
          exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }
}
