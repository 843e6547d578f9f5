// SPDX-License-Identifier: Apache-2.0
/**
 * The tables that rules may read: columns, types, meaning, and where each is found in a document.
 * They are a published contract; {@code sql/views} is generated from them.
 */
package io.fenceline.rule.table;
