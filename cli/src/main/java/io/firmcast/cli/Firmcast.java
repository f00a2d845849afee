// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code firmcast} command; see {@code firmcast --help}. */
@Command(
    name = "firmcast",
    description = "Rolls firmware out to fleets of devices on Azure IoT Hub, and shows it live.",
    subcommands = {
      UpCommand.class,
      UpdateCommand.class,
      RolloutCommand.class,
      WatchCommand.class,
      AgentsCommand.class,
      OrchestratorCommand.class,
      StatusStreamCommand.class,
      HubCommand.class,
      DevicesCommand.class,
      SignCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "firmcast 0.1.0",
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Every option may also stand in the environment (--phase-time as FIRMCAST_PHASE_TIME) or in a"
          + " properties file given with --config (phase-time = 3s)."
    })
public final class Firmcast {

  private static final Logger LOG = LoggerFactory.getLogger(Firmcast.class);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "A properties file of options; flags and environment win over it.")
  @SuppressWarnings("unused") // for --help and for parsing; configOf has read it before
  private @Nullable Path config;

  private Firmcast() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(System.getenv(), args));
  }

  static int run(Map<String, String> environment, String... args) {
    try {
      return line(environment, configOf(environment, args))
          .execute(args.length == 0 ? new String[] {"--help"} : args);
    } catch (CliFailure unreadable) {
      return failed(new CommandLine(new Firmcast()), unreadable);
    }
  }

  /** The command line with all it knows; fails with a {@link CliFailure} on a bad file. */
  static CommandLine line(Map<String, String> environment, @Nullable Path configFile) {
    return new CommandLine(new Firmcast())
        .registerConverter(Duration.class, new DurationText())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // @FILE is JSON out of a file
        .setExecutionExceptionHandler((failure, at, parsed) -> failed(at, failure))
        .setParameterExceptionHandler((wrong, parsed) -> usage(wrong))
        .setDefaultValueProvider(new Defaults(environment, configFile));
  }

  /** Where the defaults come from must be known before the line is parsed in earnest. */
  private static @Nullable Path configOf(Map<String, String> environment, String[] args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--config=")) {
        return Path.of(args[i].substring("--config=".length()));
      }
      if (args[i].equals("--config") && i + 1 < args.length) {
        return Path.of(args[i + 1]);
      }
    }
    var variable = environment.get(Defaults.variable("config"));
    return variable == null ? null : Path.of(variable);
  }

  private static int failed(CommandLine at, Exception failure) {
    if (failure instanceof CliFailure known) {
      at.getErr().println("firmcast: " + known.getMessage());
      return known.exitCode();
    }
    at.getErr()
        .println("firmcast: " + oneLine(failure) + ". Set FIRMCAST_LOG_LEVEL=DEBUG for more.");
    LOG.atDebug().setCause(failure).log("the command failed");
    return Exit.FAILED;
  }

  private static String oneLine(Exception failure) {
    var message = failure.getMessage();
    var sentence = message == null ? failure.toString() : message.replaceAll("\\s*\\R\\s*", "; ");
    return sentence.replaceAll("\\.$", "");
  }

  private static int usage(ParameterException wrong) {
    var command = wrong.getCommandLine();
    command
        .getErr()
        .printf(
            "firmcast: %s. See '%s --help'.%n",
            wrong.getMessage(), command.getCommandSpec().qualifiedName());
    return Exit.USAGE;
  }
}
