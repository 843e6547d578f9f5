// SPDX-License-Identifier: Apache-2.0
/** The words of a query, with their lines; as much of SQL as can be said without its grammar. */
package io.fenceline.rule.sql;
