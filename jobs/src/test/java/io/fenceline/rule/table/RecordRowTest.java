// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;

class RecordRowTest {
  private static final List<String> TAKEN = new ArrayList<>();

  @Test
  void takesEachColumnThatIsReadOnce() {
    TAKEN.clear();
    List<TableColumn<String>> columns =
        new Columns<String>()
            .text("first", "{first}", "", record -> taken("first", record))
            .text("second", "{second}", "", record -> taken("second", record))
            .text("empty", "{empty}", "", record -> taken("empty", ""))
            .all();

    RecordRow<String> row = new RecordRow<>(columns, "a");

    assertThat(row.getArity()).isEqualTo(3);
    assertThat(row.isNullAt(1)).isFalse();
    assertThat(row.getString(1)).isEqualTo(StringData.fromString("a"));
    assertThat(row.isNullAt(2)).isTrue();
    assertThat(row.isNullAt(2)).isTrue();
    assertThat(TAKEN).containsExactly("second", "empty");
  }

  private static String taken(String column, String text) {
    TAKEN.add(column);
    return text;
  }
}
