// SPDX-License-Identifier: Apache-2.0
/**
 * What a rule compiles to, and what a change of it does to the state of a running job: the plan in
 * words, its hash, and the lock that holds the hashes of what was shipped.
 */
package io.fenceline.rule.plan;
