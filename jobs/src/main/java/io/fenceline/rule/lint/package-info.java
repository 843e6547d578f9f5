// SPDX-License-Identifier: Apache-2.0
/**
 * Refuses rules that would hurt the job, tell nobody anything, or give other results on a replay;
 * says of each fault where it is and how to mend it.
 */
package io.fenceline.rule.lint;
