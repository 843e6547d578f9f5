// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fenceline.yaml.YamlFault;
import io.fenceline.yaml.YamlFile;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardReaderTest {
  private static final String TOP = "id: i\ntitle: t\ndescription: d\npanels:\n";
  private static final String CHART =
      """
      - title: t
        hint: h
        empty: e
        shape: line
        dataset: windows
        where: 'a: *'
        measures:
        - {label: p, of: 'percentile(a.b, 99.9)', where: 'c > 1', per: count, format: percent}
        x: time
        split: {field: s, size: 3, label: S}
        limits: [{label: l, value: 0.5}]
        drill: other
        at: [0, 0, 10, 5]
      """;

  @Test
  void readsAllOfAChart() {
    Chart chart = read(CHART).charts().get(0);

    assertThat(chart.shape()).isEqualTo(Chart.Shape.LINE);
    assertThat(chart.dataset()).isEqualTo(Dataset.WINDOWS);
    assertThat(chart.where()).isEqualTo(new Condition.Exists(FieldPath.of("a")));
    assertThat(chart.measures())
        .containsExactly(
            new Measure(
                "p",
                new Measure.Function(Measure.Kind.PERCENTILE, "a.b", 99.9),
                Condition.parse("c > 1"),
                Optional.of(Measure.Function.COUNT),
                Measure.Format.PERCENT));
    assertThat(chart.x()).isEqualTo(new Axis.Time());
    assertThat(chart.split()).contains(new Axis.Terms("s", 3, "S", true, Axis.ValueType.STRING));
    assertThat(chart.limits()).containsExactly(new Chart.Limit("l", 0.5));
    assertThat(chart.drill()).isEqualTo("other");
    assertThat(chart.grid()).isEqualTo(new Grid(0, 0, 10, 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shape: line | shape: lines | d.yaml:8: 'shape' must be one of metric, line,",
        "dataset: windows | dataset: logs | d.yaml:9: 'dataset' must be one of alerts, events,",
        "'a: *' | 'a:' | d.yaml:10: 'where': the condition 'a:' is not understood at character 3",
        "percentile(a.b, 99.9) | percentile(a.b) | d.yaml:12: 'of': 'percentile(a.b)' is none of",
        "size: 3 | size: many | d.yaml:14: 'size': For input string",
        "drill: other | dril: other | d.yaml:16: unknown 'dril'; did you mean 'drill'?",
        "10, 5] | 50, 5] | d.yaml:17: 'at': [0, 0, 50, 5] does not lie in the 48 columns",
        "hint: h | hint: | d.yaml:6: 'hint' must be a text, found nothing",
      })
  void saysWhereAndWhatIsWrong(String right, String wrong, String message) {
    assertThat(CHART).contains(right);
    assertThatExceptionOfType(YamlFault.class)
        .isThrownBy(() -> read(CHART.replace(right, wrong)))
        .withMessageStartingWith(message);
  }

  @Test
  void refusesPanelsThatLieOnEachOther() {
    assertThatExceptionOfType(YamlFault.class)
        .isThrownBy(() -> read(CHART + "- {note: n, at: [9, 4, 3, 3]}\n"))
        .withMessageContaining("overlaps another panel");
  }

  private static Dashboard read(String panels) {
    return DashboardReader.read(YamlFile.read("d.yaml", TOP + panels));
  }
}
