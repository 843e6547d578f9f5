// SPDX-License-Identifier: Apache-2.0
package io.fenceline.rule.table;

/** Placeholder. */
final class DocumentPath {
  private DocumentPath() {}
}
