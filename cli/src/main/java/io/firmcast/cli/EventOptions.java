// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.events.EventHubEvents;
import io.firmcast.hub.events.LocalHubEvents;
import io.firmcast.hub.events.TwinEvents;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.stream.SourceKind;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** By what a status stream hears of changes. */
final class EventOptions {

  @Option(
      names = "--source",
      paramLabel = "KIND",
      converter = KindName.class,
      defaultValue = "poll",
      description =
          "Hear of changes by reading twins (poll), by what the hub tells (events, with a reading now"
              + " and then), or both (${DEFAULT-VALUE}).")
  private SourceKind source = SourceKind.POLL;

  @Option(
      names = "--events-connection-string",
      paramLabel = "TEXT",
      description =
          "The Event Hubs-compatible endpoint of an Azure hub, with EntityPath; not needed for the"
              + " local hub. Better given as EVENTHUB_CONNECTION_STRING, or"
              + " EVENTHUB_CONNECTION_STRING_FILE.")
  private @Nullable String connectionString;

  @Option(
      names = "--events-consumer-group",
      paramLabel = "NAME",
      defaultValue = "firmcast",
      description = "Which consumer group, that nobody else reads (${DEFAULT-VALUE}).")
  private String consumerGroup = "firmcast";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where it is kept how far events were read (${DEFAULT-VALUE}).")
  private Path data = Path.of("data");

  SourceKind source() {
    return source;
  }

  /** Null where only twins are read. */
  @Nullable TwinEvents events(Vertx vertx, ConnectionString service, Trust trust) {
    if (source == SourceKind.POLL) {
      return null;
    }
    if (connectionString != null) {
      return ofAzure(vertx, connectionString);
    }
    if (service.host().endsWith(".azure-devices.net")) {
      throw new CliFailure(
          Exit.USAGE,
          "--source %s needs the hub's Event Hubs-compatible endpoint: set EVENTHUB_CONNECTION_STRING."
              .formatted(source.name().toLowerCase(Locale.ROOT)));
    }
    return new LocalHubEvents(
        vertx, service, trust, Clock.systemUTC(), RandomGenerator.getDefault());
  }

  private TwinEvents ofAzure(Vertx vertx, String endpoint) {
    try {
      var checkpoint = data.resolve("status-stream").resolve("events.json");
      return new EventHubEvents(vertx, endpoint, consumerGroup, checkpoint);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(
          Exit.FAILED,
          "Check EVENTHUB_CONNECTION_STRING: it must be like"
              + " Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…;EntityPath=….");
    }
  }

  private static final class KindName implements ITypeConverter<SourceKind> {
    @Override
    public SourceKind convert(String text) {
      try {
        return SourceKind.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException("'" + text + "' is none of poll, events and both");
      }
    }
  }
}
