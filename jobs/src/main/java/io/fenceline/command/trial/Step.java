// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import org.apache.flink.table.data.RowData;

/**
 * What happens next in a table.
 *
 * @param row the row that comes, or null if only time goes on
 * @param time of the row, epoch milliseconds
 * @param watermark after it
 */
record Step(RowData row, long time, long watermark) {}
