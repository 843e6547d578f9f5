// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.util.List;

/**
 * One dashboard.
 *
 * @param id its id in Kibana, the same in every release
 * @param title for people
 * @param description one sentence: the question it answers
 * @param controls what a reader can narrow it down by, in order
 * @param panels in reading order
 */
public record Dashboard(
    String id, String title, String description, List<Control> controls, List<Panel> panels) {

  /**
   * A list of a field's values to choose from.
   *
   * @param datasets which have the field, at least one; panels of others are not narrowed down
   */
  public record Control(String field, String label, List<Dataset> datasets) {}

  /** True if every control has to do with the dataset. */
  public boolean narrows(Dataset dataset) {
    return controls.stream().allMatch(control -> control.datasets().contains(dataset));
  }

  /** Its charts, in order. */
  public List<Chart> charts() {
    return panels.stream().filter(Chart.class::isInstance).map(Chart.class::cast).toList();
  }

  /** Its listings, in order. */
  public List<Listing> listings() {
    return panels.stream().filter(Listing.class::isInstance).map(Listing.class::cast).toList();
  }
}
