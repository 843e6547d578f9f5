// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.serializer.ImageWriter;

/** What one detector remembers of a client, bounded in size and never changed. */
interface ClientRecord {
  /** Writes what {@link ClientDetector#read} reads. */
  void write(ImageWriter out);
}
