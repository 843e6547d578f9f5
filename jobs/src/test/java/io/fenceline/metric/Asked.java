// SPDX-License-Identifier: Apache-2.0
package io.fenceline.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An expression of the files that watch the job.
 *
 * @param where which alert or panel
 * @param expression in Prometheus' language
 * @param shown labels that its text names
 */
public record Asked(String where, String expression, Set<String> shown) {

  /** Fails unless a scrape has all that is asked for. */
  public void assertFound(Scrape scrape) {
    PromQl asked = PromQl.parse(expression);
    Set<String> common = null;
    for (PromQl.Selector selector : asked.selectors()) {
      List<Scrape.Sample> found = scrape.samples().stream().filter(selector::matches).toList();
      assertThat(found).as("%s: series of %s", where, selector.metric()).isNotEmpty();
      Set<String> labels = found.get(0).labels().keySet();
      if (common == null) {
        common = new HashSet<>(labels);
      }
      common.retainAll(labels);
    }
    assertThat(common).as("%s: asks for nothing", where).isNotNull();
    common.addAll(asked.made());
    assertThat(common).as("%s: labels", where).containsAll(asked.grouped());
    // Without a group all labels stay.
    Set<String> kept = asked.grouped().isEmpty() ? common : asked.grouped();
    assertThat(kept).as("%s: labels in its text", where).containsAll(shown);
  }

  /** The series of a scrape that the first of its metrics stands for. */
  public List<Scrape.Sample> first(Scrape scrape) {
    PromQl.Selector selector = PromQl.parse(expression).selectors().get(0);
    return scrape.samples().stream().filter(selector::matches).toList();
  }

  /** The labels that a pattern's first group finds in a text. */
  static Set<String> labels(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }
}
