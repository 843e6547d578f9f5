// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

import java.util.List;

/**
 * One dashboard.
 *
 * @param id its id in Kibana, the same in every release
 * @param title for people
 * @param description one sentence: the question it answers
 * @param panels in reading order
 */
public record Dashboard(String id, String title, String description, List<Panel> panels) {

  /** Its charts, in order. */
  public List<Chart> charts() {
    return panels.stream().filter(Chart.class::isInstance).map(Chart.class::cast).toList();
  }

  /** Its listings, in order. */
  public List<Listing> listings() {
    return panels.stream().filter(Listing.class::isInstance).map(Listing.class::cast).toList();
  }
}
