// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.query.Page;
import io.firmcast.localhub.query.Paging;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a result is asked for.
 *
 * @param continuation the token of the page before, null for the first page
 */
record PageRequest(int size, @Nullable String continuation) {

  static PageRequest of(Call call) {
    return new PageRequest(
        size(call.header("x-ms-max-item-count")), blankToNull(call.header("x-ms-continuation")));
  }

  /** A page as it is sent, with the type of its rows in the case that C# insists on. */
  static Answer shown(Page page, String itemType) {
    var answer = new Answer(200, Map.of("x-ms-item-type", itemType), page.rows().toBuffer());
    var next = page.continuation();
    return next == null ? answer : answer.with("x-ms-continuation", next);
  }

  private static int size(@Nullable String header) {
    var text = blankToNull(header);
    if (text == null) {
      return Paging.MAX_ROWS;
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "x-ms-max-item-count is not a count");
    }
    return Integer.parseInt(text);
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.trim();
  }
}
