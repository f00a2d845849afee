// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is where the command line does not say: the environment, then the {@code --config}
 * file, then the option's own default. {@code --phase-time} is {@code FIRMCAST_PHASE_TIME} in the
 * environment and {@code phase-time} in the file. Any variable may be given as {@code …_FILE}, the
 * path of a file that holds it, which is how secrets come into containers.
 */
final class Defaults implements IDefaultValueProvider {
  private static final Map<String, String> KNOWN_NAMES =
      Map.of(
          "connection-string", "IOTHUB_CONNECTION_STRING",
          "device-connection-string", "IOTHUB_DEVICE_CONNECTION_STRING",
          "events-connection-string", "EVENTHUB_CONNECTION_STRING",
          "database-url", "DATABASE_URL");

  private final Map<String, String> environment;
  private final Properties file;

  Defaults(Map<String, String> environment, @Nullable Path configFile) {
    this.environment = Map.copyOf(environment);
    this.file = configFile == null ? new Properties() : read(configFile);
  }

  /** The environment variable that stands for the option {@code --name}. */
  static String variable(String name) {
    var known = KNOWN_NAMES.get(name);
    return known != null ? known : "FIRMCAST_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
      return null;
    }
    var name = option.longestName().substring(2);
    var variable = variable(name);
    var inline = environment.get(variable);
    if (inline != null) {
      return inline;
    }
    var inFile = environment.get(variable + "_FILE");
    return inFile != null && !name.endsWith("file")
        ? secret(variable, inFile)
        : file.getProperty(name);
  }

  private static String secret(String variable, String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException unreadable) {
      throw new CliFailure(
          Exit.USAGE, variable + "_FILE names " + path + ", which cannot be read.");
    }
  }

  private static Properties read(Path configFile) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(configFile)) {
      properties.load(reader);
    } catch (IOException unreadable) {
      throw new CliFailure(
          Exit.USAGE, "The file given with --config cannot be read: " + configFile);
    }
    return properties;
  }
}
