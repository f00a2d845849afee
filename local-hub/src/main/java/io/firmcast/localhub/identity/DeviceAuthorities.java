// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorities whose certificates speak for devices, by thumbprint; may change while the hub
 * runs. Not the hub's own {@link Authority}, which speaks for the hub.
 */
public final class DeviceAuthorities {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceAuthorities.class);

  private final Map<String, X509Certificate> byThumbprint = new ConcurrentHashMap<>();

  public void add(X509Certificate authority) {
    byThumbprint.put(Thumbprints.of(authority), authority);
  }

  /** Takes one away; false if there was none of this thumbprint. */
  public boolean remove(String thumbprint) {
    return byThumbprint.remove(thumbprint) != null;
  }

  public Collection<X509Certificate> all() {
    return List.copyOf(byThumbprint.values());
  }

  /**
   * Whether the first certificate is in the given name and leads, by way of the others, to a
   * registered authority.
   */
  boolean vouch(String name, List<X509Certificate> chain, Instant now) {
    return !byThumbprint.isEmpty() && isNamed(name, chain.get(0)) && leadsUp(chain, now);
  }

  private boolean leadsUp(List<X509Certificate> chain, Instant now) {
    try {
      var device = new X509CertSelector();
      device.setCertificate(chain.get(0));
      var anchors =
          byThumbprint.values().stream()
              .map(authority -> new TrustAnchor(authority, null))
              .collect(Collectors.toSet());
      var path = new PKIXBuilderParameters(anchors, device);
      path.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
      path.setRevocationEnabled(false);
      path.setDate(Date.from(now));
      return CertPathBuilder.getInstance("PKIX").build(path) != null;
    } catch (GeneralSecurityException noPath) {
      LOG.atDebug().setCause(noPath).log("certificate not vouched for");
      return false;
    }
  }

  private static boolean isNamed(String name, X509Certificate certificate) {
    try {
      var subject = new JcaX509CertificateHolder(certificate).getSubject();
      var commonNames = subject.getRDNs(BCStyle.CN);
      return commonNames.length == 1
          && IETFUtils.valueToString(commonNames[0].getFirst().getValue()).equals(name);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }
}
