// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.StatusChanged;
import java.util.List;

/**
 * A part of the view, in the order of device ids.
 *
 * @param last whether nothing that the filter shows comes after it
 */
public record Page(List<StatusChanged> items, boolean last) {

  public Page {
    items = List.copyOf(items);
  }
}
