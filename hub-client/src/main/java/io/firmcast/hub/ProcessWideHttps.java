// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.firmcast.kit.Trust;
import javax.net.ssl.HttpsURLConnection;

/**
 * What the service SDK leaves to the whole process, because it calls through the JDK's {@link
 * HttpsURLConnection} and offers no setting of its own: whom TLS believes, that a POST is never
 * silently sent twice (one direct method would run twice), and how many connections are kept open.
 * To be installed before the first call; everything in the process that uses that class sees it.
 */
final class ProcessWideHttps {
  private ProcessWideHttps() {}

  static void install(Trust trust, int connections) {
    HttpsURLConnection.setDefaultSSLSocketFactory(trust.sslContext().getSocketFactory());
    System.setProperty("sun.net.http.retryPost", "false");
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", Integer.toString(connections));
    }
  }
}
