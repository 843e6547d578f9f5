// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

/** The reference of all tables, made of what stands at the columns. */
final class TablesPage {
  private static final String HEAD =
      """
      # Tables for rules

      Version %d, generated from the code.

      In rules they are there.
      Any other Flink SQL has them over Kafka after the statements in [views](views), one file per table.
      A test puts the same records through both and compares each column.

      The version is a promise: within one, columns are only added, at any place, so name the columns you want instead of counting them.
      A column that goes, or that says something else, makes a new version.

      | table | one row is |
      |---|---|
      """;

  private static final String RULES =
      """

      - `event_time` is the time of each row: what windows, `OVER` and `MATCH_RECOGNIZE` order by.
        Rows that come behind the watermark are left out there.
      - What is not known is NULL: text that is empty or missing, a number that is missing or not finite, a list or map without entries.
        Counts are 0 and facts are false instead, and `tenant` is empty, so that `PARTITION BY` and `JOIN` find it.
      - Text is what a stranger may have chosen: more than 8,191 characters are cut, and end in `…`; of a map the first 64 keys are kept, in their order, each of at most 1,024 characters.
      - `client` is `key:` and the API key, or `user:` and the user where no key is known, or `ip:` and the address.
        Built-in detectors count by tenant, model and client; so does a rule whose `entity` is `client`.
      - Documents in Kafka are delivered at least once: after a restart of the job a row may stand there twice.
        In the job each comes once.
      """;

  private static final String RAW =
      """

      Over Kafka this is the log before the job has seen it, so some rows differ:

      - Nothing is protected: hashes and dropped fields of the privacy policy are plain text there.
      - `extra` is NULL: its fields have no type that a table could name.
      - The job refuses records that break the contract (a confidence of 2, a key that stands twice); here only those are left out that are no JSON, lack a required field, or whose time is not in UTC, as `2026-03-03T08:00:00.052Z`.
      - Identities of more than 1,024 characters are not shortened, all `scores` are there, and hashes of `fingerprint` are as the producer wrote them.
      """;

  private TablesPage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD.formatted(RuleTables.VERSION));
    for (ViewFile view : ViewFile.values()) {
      String name = view.table().name();
      page.append("| [`%s`](#%s) | %s |\n".formatted(name, name, view.table().meaning()));
    }
    page.append(RULES);
    for (ViewFile view : ViewFile.values()) {
      page.append(section(view));
      if (view == ViewFile.INFERENCE_EVENTS) {
        page.append(RAW);
      }
    }
    return page.toString();
  }

  private static String section(ViewFile view) {
    StringBuilder section = new StringBuilder();
    section.append(
        """

        ## %1$s

        %2$s
        Over Kafka: [views/%3$s](views/%3$s), from %4$s.

        | column | type | meaning |
        |---|---|---|
        """
            .formatted(
                view.table().name(), view.table().meaning(), view.fileName(), view.topicIs()));
    for (TableColumn<?> column : view.table().columns()) {
      section.append(
          "| `%s` | %s | %s |\n"
              .formatted(
                  column.name(),
                  DocumentPaths.sql(column.type()).replace("`", "").replace("|", "\\|"),
                  column.meaning()));
    }
    return section.toString();
  }
}
