// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import io.firmcast.contract.DeviceId;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a plan: of its id, each field of its definition and each of its devices in order.
 * Whoever approves it approves just that.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record PlanHash(String value) {

  public PlanHash {
    if (!value.matches("[0-9a-f]{64}")) {
      throw new BadDefinition(List.of(new Flaw("", "must be 64 hexadecimal digits")));
    }
  }

  public static PlanHash of(RolloutId id, RolloutDefinition definition, Members members) {
    var digest = sha256();
    add(digest, "rollout", id);
    add(digest, "definition", definition);
    for (var place = 0; place < members.size(); place++) {
      add(digest, "device", members.device(place));
    }
    return new PlanHash(HexFormat.of().formatHex(digest.digest()));
  }

  /** Lengths go before texts, so that no two plans are written alike. */
  private static void add(MessageDigest digest, String name, @Nullable Object value) {
    text(digest, name);
    if (value instanceof DeviceId device) {
      text(digest, device.value());
    } else if (value instanceof List<?> list) {
      text(digest, String.valueOf(list.size()));
      list.forEach(item -> add(digest, "item", item));
    } else if (value instanceof Record fields) {
      for (var component : fields.getClass().getRecordComponents()) {
        add(digest, component.getName(), valueOf(fields, component));
      }
    } else {
      text(digest, String.valueOf(value));
    }
  }

  private static void text(MessageDigest digest, String text) {
    var octets = text.getBytes(StandardCharsets.UTF_8);
    digest.update((octets.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(octets);
  }

  private static @Nullable Object valueOf(Record fields, RecordComponent component) {
    try {
      return component.getAccessor().invoke(fields);
    } catch (ReflectiveOperationException recordsOfOursArePublic) {
      throw new IllegalStateException(recordsOfOursArePublic);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
