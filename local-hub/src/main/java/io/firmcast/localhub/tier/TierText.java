// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.tier;

import io.firmcast.localhub.wire.Fields;
import io.firmcast.localhub.wire.TimeText;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;

/** Limits as JSON; what is wrong is told in one sentence that begins with the field. */
public final class TierText {

  private TierText() {}

  /** Reads {@link #json}; what is absent is as in {@link TierSettings#of(Tier)}. */
  public static TierSettings of(JsonObject json) {
    var fields = Fields.of(json);
    var usual = TierSettings.of(fields.read("tier", TierText::tier));
    var settings =
        new TierSettings(
            usual.tier(),
            fields.read("units", usual.units(), Integer::valueOf),
            fields.read("patience", usual.patience(), TimeText::parse),
            fields.read("speed", usual.speed(), Double::valueOf),
            fields.read("quota", usual.quota(), TierText::truth),
            fields.readOrNull("retryAfter", TimeText::parse));
    fields.end("a tier");
    return settings;
  }

  public static JsonObject json(TierSettings settings) {
    var json =
        new JsonObject()
            .put("tier", text(settings.tier()))
            .put("units", settings.units())
            .put("patience", TimeText.of(settings.patience()))
            .put("speed", settings.speed())
            .put("quota", settings.quota());
    var retryAfter = settings.retryAfter();
    return retryAfter == null ? json : json.put("retryAfter", TimeText.of(retryAfter));
  }

  /** Reads {@code S1} and the like, in any case; {@code none} for no tier. */
  public static Tier tier(String text) {
    return Arrays.stream(Tier.values())
        .filter(tier -> tier.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + text + "' is none of F1, B1, B2, B3, S1, S2, S3 and none"));
  }

  private static String text(Tier tier) {
    return tier == Tier.NONE ? tier.name().toLowerCase(Locale.ROOT) : tier.name();
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("must be true or false");
    }
    return text.equals("true");
  }
}
