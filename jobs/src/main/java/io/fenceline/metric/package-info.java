// SPDX-License-Identifier: Apache-2.0
/** How the job's own metrics are named and counted, the same in every stage. */
package io.fenceline.metric;
