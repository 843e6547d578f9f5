// SPDX-License-Identifier: Apache-2.0
package io.fenceline.dashboard;

/**
 * Text that says what the dashboard is for and what to do.
 *
 * @param markdown headings, lists, emphasis, code and links to dashboards ({@code
 *     [title](dashboard:id)}) or the web; no HTML
 */
public record Note(String markdown, Grid grid) implements Panel {}
