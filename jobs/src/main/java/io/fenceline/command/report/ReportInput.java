// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import java.nio.file.Path;

/**
 * What a report is made of: files of one document per line, of which none need exist.
 *
 * @param alerts alert documents; all revisions may be in it
 * @param windows window documents
 * @param duplicates counts of records that came again
 * @param events enriched events
 * @param deadLetters dead letters, without their content
 * @param facts what happened to the records
 * @param section a further section, above the others
 */
public record ReportInput(
    Path alerts,
    Path windows,
    Path duplicates,
    Path events,
    Path deadLetters,
    RunFacts facts,
    ReportSection section) {}
