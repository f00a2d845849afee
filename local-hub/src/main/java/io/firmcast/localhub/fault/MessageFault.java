// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks to go wrong with itself, by the properties of a message (section 1.8). The
 * variants for AMQP mean nothing here.
 *
 * @param delay until it begins
 * @param lasting from then on
 */
public record MessageFault(Type type, Duration delay, Duration lasting) {

  /** What is asked for; section 1.8, inferred: what each does over MQTT while it lasts. */
  public enum Type {
    /** The connection is cut, and each one after it before it is answered. */
    KILL_TCP("KillTcp", true),
    /** The connection is closed, and new ones are told that the server is unavailable. */
    SHUT_DOWN_MQTT("ShutDownMqtt", true),
    /** Twin requests get 429, messages are not acknowledged and connects told to come back. */
    THROTTLING("InvokeThrottling", false),
    /** Twin requests get 403 and messages are not acknowledged. */
    QUOTA("InvokeMaxMessageQuota", false),
    /** The connection is closed, and new ones are not authorised. */
    AUTH("InvokeAuthError", true);

    private final String wireName;
    private final boolean cutsConnection;

    Type(String wireName, boolean cutsConnection) {
      this.wireName = wireName;
      this.cutsConnection = cutsConnection;
    }

    /** Whether it begins by ending the connection. */
    public boolean cutsConnection() {
      return cutsConnection;
    }

    /** Whether messages are refused while it lasts. */
    public boolean refusesMessages() {
      return this == THROTTLING || this == QUOTA;
    }
  }

  private static final String PREFIX = "AzIoTHub_FaultOperation";

  /** Reads a message's properties, by a look-up that gives null for those that are not there. */
  public static Optional<MessageFault> of(Function<String, @Nullable String> property) {
    var wanted = property.apply(PREFIX + "Type");
    if (wanted == null) {
      return Optional.empty();
    }
    return Arrays.stream(Type.values())
        .filter(type -> type.wireName.equalsIgnoreCase(wanted))
        .findFirst()
        .map(
            type ->
                new MessageFault(
                    type,
                    seconds(property.apply(PREFIX + "DelayInSecs")),
                    seconds(property.apply(PREFIX + "DurationInSecs"))));
  }

  private static Duration seconds(@Nullable String text) {
    return text != null && text.matches("\\d{1,5}")
        ? Duration.ofSeconds(Long.parseLong(text))
        : Duration.ZERO;
  }
}
