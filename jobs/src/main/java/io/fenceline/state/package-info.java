// SPDX-License-Identifier: Apache-2.0
/** Keyed state, as several stages need it. */
package io.fenceline.state;
