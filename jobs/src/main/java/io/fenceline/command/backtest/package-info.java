// SPDX-License-Identifier: Apache-2.0
/** How often rules would have fired on traffic of the past: figures, and how they are shown. */
package io.fenceline.command.backtest;
