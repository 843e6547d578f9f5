// SPDX-License-Identifier: Apache-2.0
package io.fenceline.detect;

import io.fenceline.model.Severity;
import io.fenceline.model.serializer.ImageReader;
import io.fenceline.model.serializer.ImageWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of one client on one model to find extraction.
 *
 * @param unsent the newest requests, fewer than {@link ExtractionDetector#SHARE}: not yet sent to
 *     the clusters
 * @param recent the requests before them of the window at hand
 * @param whole the windows before, halved when they become many
 * @param alarmed severity of the alarm raised already, empty text if there was none
 * @param evidence the newest hard requests of the window, at most {@link
 *     ExtractionDetector#EVIDENCE}
 */
record ExtractionState(
    RequestProfile unsent,
    RequestProfile recent,
    RequestProfile whole,
    String alarmed,
    List<Hard> evidence)
    implements ClientRecord {

  /**
   * A request that is hard for the model, in numbers; few are ever put into words.
   *
   * @param requestId the request
   * @param timestamp its event time
   * @param entropy of its answer
   * @param rank share of the model's traffic with a lower one, 0 to 1
   */
  record Hard(String requestId, long timestamp, double entropy, double rank) {}

  static final ExtractionState NEW =
      new ExtractionState(
          RequestProfile.NONE, RequestProfile.NONE, RequestProfile.NONE, "", List.of());

  /** True if an alarm of this severity tells something new. */
  boolean isNews(Severity severity) {
    return alarmed.isEmpty() || Severity.valueOf(alarmed).compareTo(severity) < 0;
  }

  @Override
  public void write(ImageWriter out) {
    unsent.write(out);
    recent.write(out);
    whole.write(out);
    out.putWord(alarmed);
    out.putSize(evidence.size());
    for (Hard each : evidence) {
      EvidenceImages.writeRequestId(each.requestId, out);
      out.putLong(each.timestamp);
      out.putDouble(each.entropy);
      out.putDouble(each.rank);
    }
  }

  static ExtractionState read(ImageReader in) {
    RequestProfile unsent = RequestProfile.read(in);
    RequestProfile recent = RequestProfile.read(in);
    RequestProfile whole = RequestProfile.read(in);
    String alarmed = in.takeWord();
    int size = in.takeSize();
    List<Hard> evidence = size == 0 ? List.of() : new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      evidence.add(
          new Hard(
              EvidenceImages.readRequestId(in), in.takeLong(), in.takeDouble(), in.takeDouble()));
    }
    return new ExtractionState(unsent, recent, whole, alarmed, evidence);
  }
}
