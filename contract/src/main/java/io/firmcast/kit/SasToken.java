// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code SharedAccessSignature sr=…&sig=…&se=…[&skn=…]}: HMAC-SHA256 over the encoded
 * resource, a line feed and the expiry in seconds (iot-hub-protocol.md section 1.3).
 */
public final class SasToken {
  private SasToken() {}

  /** For everything the policy may do at that hub. */
  public static String forService(ConnectionString service, Instant expiry) {
    return sign(service.host(), service.sharedAccessKey(), service.policy(), expiry);
  }

  /** For that one device, by its own key or, where it names one, by that of a policy. */
  public static String forDevice(ConnectionString device, Instant expiry) {
    return sign(
        device.host() + "/devices/" + device.deviceId(),
        device.sharedAccessKey(),
        device.policy(),
        expiry);
  }

  private static String sign(String resource, String key, @Nullable String policy, Instant expiry) {
    var sr = encode(resource);
    var se = Long.toString(expiry.getEpochSecond());
    var sig = encode(hmac(key, sr + "\n" + se));
    return "SharedAccessSignature sr=%s&sig=%s&se=%s%s"
        .formatted(sr, sig, se, policy == null ? "" : "&skn=" + encode(policy));
  }

  private static String hmac(String base64Key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(base64Key), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
