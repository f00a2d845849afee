// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PropertyBagTest {

  @Test
  void X01_java_and_node_bags_are_equal() {
    var java = PropertyBag.parse("$.mid=a%20b&$.ct=application%2Fjson&temp%26=1%3D2");
    var node = PropertyBag.parse("%24.mid=a%20b&%24.ct=application%2Fjson&temp%26=1%3D2");

    assertThat(java).isEqualTo(node);
    assertThat(java.system()).containsOnlyKeys("$.mid", "$.ct");
    assertThat(java.application()).containsExactly(entry("temp&", "1=2"));
  }

  @Test
  void a_key_may_stand_alone_or_have_an_empty_value() {
    var bag = PropertyBag.parse("alone&empty=&full=x");

    assertThat(bag.entries()).containsEntry("alone", null).containsEntry("empty", "");
    assertThat(bag.get("full")).isEqualTo("x");
  }

  @Test
  void a_modules_slash_and_a_question_mark_are_no_part_of_it() {
    assertThat(PropertyBag.parse("a=b/")).isEqualTo(PropertyBag.parse("?a=b"));
    assertThat(PropertyBag.parse("/")).isEqualTo(PropertyBag.EMPTY);
    assertThat(PropertyBag.parse("?/")).isEqualTo(PropertyBag.EMPTY);
    assertThat(PropertyBag.parse("")).isEqualTo(PropertyBag.EMPTY);
  }

  @Test
  void of_duplicates_the_first_counts_and_nonsense_is_passed_over() {
    var bag = PropertyBag.parse("&&a=1&=x&a=2&b=c=d&p=%zz&+=+");

    assertThat(bag.entries())
        .containsExactly(entry("a", "1"), entry("b", "c=d"), entry("p", "%zz"), entry("+", "+"));
  }

  @Test
  void X05_no_key_is_written_without_a_value() {
    var entries = new LinkedHashMap<String, @Nullable String>();
    entries.put("$.mid", "m 1");
    entries.put("alone", null);
    entries.put("empty", "");
    entries.put("", "x");
    entries.put("a/b#+", "ü=&");

    assertThat(new PropertyBag(entries).encode())
        .isEqualTo("%24.mid=m%201&a%2Fb%23%2B=%C3%BC%3D%26");
  }

  @Test
  void what_is_written_is_read_back() {
    var bag = PropertyBag.EMPTY.with("k%41 +", "v/&=#\u00e9\ud83d\ude00").with("b", "c");

    assertThat(PropertyBag.parse(bag.encode())).isEqualTo(bag);
  }
}
