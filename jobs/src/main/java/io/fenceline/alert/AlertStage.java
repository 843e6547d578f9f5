// SPDX-License-Identifier: Apache-2.0
package io.fenceline.alert;

import io.fenceline.model.Alert;
import io.fenceline.model.Detection;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Puts the alert stage into a topology. */
public final class AlertStage {
  /** uid of the stage's operator; what it is keyed by is part of it. */
  public static final String UID = "alert-triage";

  private AlertStage() {}

  /** uid of the same operator for what was found over alerts. */
  public static final String SECOND_UID = "alert-triage-over-alerts";

  /** Every revision of every alert; revisions of one alert come in order. */
  public static DataStream<Alert> apply(DataStream<Detection> detections, AlertSettings settings) {
    return apply(detections, settings, UID, "Group detections into alerts, fuse risk");
  }

  /** The same for detections over the alerts of {@link #apply}, which are triaged apart. */
  public static DataStream<Alert> overAlerts(
      DataStream<Detection> detections, AlertSettings settings) {
    return apply(detections, settings, SECOND_UID, "Group detections over alerts");
  }

  private static DataStream<Alert> apply(
      DataStream<Detection> detections, AlertSettings settings, String uid, String name) {
    return detections
        .keyBy(Detection::entity, Types.STRING)
        .process(new AlertFunction(settings), TypeInformation.of(Alert.class))
        .uid(uid)
        .name(name);
  }
}
