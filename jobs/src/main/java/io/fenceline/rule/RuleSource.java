// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule;

/**
 * The two files of a rule.
 *
 * @param sqlFile as messages name it
 * @param sql its text
 * @param ymlFile as messages name it
 * @param yml its text
 */
public record RuleSource(String sqlFile, String sql, String ymlFile, String yml) {}
