// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words that devices give for what they do, each kept once. Devices may say what they like, so
 * only so many different ones are told apart.
 */
final class Reasons {
  private static final int MOST = 1_000;
  private static final int LONGEST = 128;
  private static final String OTHER = "other";

  private final List<String> words = new ArrayList<>(List.of("", OTHER));
  private final Map<String, Integer> indexes = new HashMap<>(Map.of("", 0, OTHER, 1));

  int index(@Nullable String word) {
    if (word == null) {
      return 0;
    }
    var shortened = word.length() <= LONGEST ? word : word.substring(0, LONGEST);
    var known = indexes.get(shortened);
    if (known != null) {
      return known;
    }
    if (words.size() == MOST) {
      return 1;
    }
    indexes.put(shortened, words.size());
    words.add(shortened);
    return words.size() - 1;
  }

  @Nullable String word(int index) {
    return index == 0 ? null : words.get(index);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(words.size());
    for (var word : words) {
      out.writeUTF(word);
    }
  }
}
