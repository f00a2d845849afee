// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shared access signatures as the different SDKs make them, written again here so that the hub is
 * not its own witness.
 */
final class Sas {

  private Sas() {}

  /** The Java device SDK: raw resource, order sig, se, sr. */
  static String java(String host, String deviceId, String key, Instant expiry) {
    var resource = host + "/" + path(deviceId);
    var until = expiry.getEpochSecond();
    return "SharedAccessSignature sig=%s&se=%d&sr=%s"
        .formatted(signature(resource, until, key), until, resource);
  }

  static String java(String host, String deviceId, String key) {
    return java(host, deviceId, key, Instant.now().plusSeconds(3600));
  }

  /** What an identity may sign for: a device's id, or {@code deviceId/moduleId}. */
  private static String path(String clientId) {
    return "devices/" + clientId.replace("/", "/modules/");
  }

  /** Node: encoded resource, order sr, sig, se. */
  static String node(String host, String deviceId, String key) {
    var resource = encode(host + "/" + path(deviceId));
    var until = Instant.now().plusSeconds(3600).getEpochSecond();
    return "SharedAccessSignature sr=%s&sig=%s&se=%d"
        .formatted(resource, signature(resource, until, key), until);
  }

  /** A policy of the hub, as the service SDKs send it. */
  static String policy(String host, String name, String key) {
    return policy(host, name, key, Instant.now().plusSeconds(3600));
  }

  static String policy(String host, String name, String key, Instant expiry) {
    var resource = encode(host);
    var until = expiry.getEpochSecond();
    return "SharedAccessSignature sr=%s&sig=%s&se=%d&skn=%s"
        .formatted(resource, signature(resource, until, key), until, name);
  }

  static String signature(String resource, long until, String key) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
      var signed = mac.doFinal((resource + "\n" + until).getBytes(UTF_8));
      return encode(Base64.getEncoder().encodeToString(signed));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
