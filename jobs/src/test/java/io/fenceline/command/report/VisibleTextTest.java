// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
  @Test
  void ordinaryTextInAnyScriptStaysAsItIs() {
    for (String text : new String[] {"", "plain", "Grüße", "шифр", "漢字", "شبكة", "👍", "e\u0301"}) {
      assertThat(VisibleText.of(text, 20)).isEqualTo(text);
    }
  }

  @Test
  void whatWouldActBecomesVisible() {
    assertThat(VisibleText.of("a\u001b[2Jb\r\nc\0\u007f", 50)).isEqualTo("a␛[2Jb␍␊c␀␡");
    assertThat(VisibleText.of("\u202e\u2066\u009b\ufeff\u200b", 50))
        .isEqualTo("⟨U+202E⟩⟨U+2066⟩⟨U+009B⟩⟨U+FEFF⟩⟨U+200B⟩");
    assertThat(VisibleText.of("\ud83d", 50)).isEqualTo("⟨U+D83D⟩");
  }

  @Test
  void aLetterCarriesAFewMarksAndNoHeap() {
    assertThat(VisibleText.of("ệ\u0323\u0302\u0301\u0301", 50))
        .isEqualTo("ệ\u0323\u0302\u0301⟨U+0301⟩");
  }

  @Test
  void longTextIsCut() {
    assertThat(VisibleText.of("x".repeat(40_000), 10)).isEqualTo("xxxxxxxxx…");
    assertThat(VisibleText.of("👍".repeat(11), 10)).isEqualTo("👍".repeat(9) + "…");
    assertThat(VisibleText.of("x".repeat(10), 10)).isEqualTo("x".repeat(10));
  }

  @Property(tries = 300)
  void noTextActsOrIsLongerThanTheLimit(@ForAll String text, @ForAll @IntRange(min = 1) int limit) {
    int bounded = 1 + limit % 100;
    String shown = VisibleText.of(text, bounded);

    assertThat(shown.codePointCount(0, shown.length())).isLessThanOrEqualTo(bounded);
    assertThat(shown.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }
}
