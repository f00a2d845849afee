// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.access;

import io.firmcast.localhub.identity.BearerTokens;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.RowKey.Kind;
import io.vertx.core.buffer.Buffer;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How what bearer tokens are judged by lies in the store. */
enum BearerRow {
  FIXED("fixed") {
    @Override
    void restore(BearerTokens tokens, String text) {
      tokens.acceptFixed(text);
    }
  },
  JWT("jwt-key") {
    @Override
    void restore(BearerTokens tokens, String text) {
      tokens.acceptJwt(Buffer.buffer(Base64.getDecoder().decode(text)));
    }
  };

  private final String id;

  BearerRow(String id) {
    this.id = id;
  }

  abstract void restore(BearerTokens tokens, String text);

  /** The change to this text, or to nothing. */
  Change of(@Nullable String text) {
    return text == null ? Change.delete(Kind.BEARER, id) : Change.put(Kind.BEARER, id, () -> text);
  }

  static BearerTokens read(Map<RowKey, String> found) {
    var tokens = new BearerTokens();
    for (var row : values()) {
      var text = found.get(new RowKey(Kind.BEARER, row.id));
      if (text != null) {
        row.restore(tokens, text);
      }
    }
    return tokens;
  }
}
