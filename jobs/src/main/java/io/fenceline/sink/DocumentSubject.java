// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink;

import io.fenceline.model.Model;
import io.fenceline.model.Subject;
import java.util.List;

/** Writes who and which model, the same way in events, alerts and windows. */
final class DocumentSubject {
  private DocumentSubject() {}

  /** {@code service}: the model in ECS's own words. */
  static void service(DocumentWriter writer, Model model) {
    writer.object(
        "service",
        w -> {
          w.text("name", model.name());
          w.text("version", model.version());
        });
  }

  /** The model in ours. */
  static void model(DocumentWriter writer, Model model) {
    writer.text("model_name", model.name());
    writer.text("model_version", model.version());
    writer.text("model_digest", model.digest());
    writer.text("tenant", model.tenant());
  }

  /**
   * {@code entity}: whom a person looks into next, the same word in events and alerts. Each client
   * that took part, by the strongest identity that any of them has; or the model, if the alert is
   * about no client.
   */
  static void entities(DocumentWriter writer, Subject subject) {
    if (subject.isModelOnly()) {
      writer.text("entity", "model:" + subject.model().name());
    } else if (!subject.apiKeyIds().isEmpty()) {
      writer.texts("entity", entities("key:", subject.apiKeyIds()));
    } else if (!subject.userIds().isEmpty()) {
      writer.texts("entity", entities("user:", subject.userIds()));
    } else {
      writer.texts("entity", entities("ip:", subject.sourceIps()));
    }
  }

  private static List<String> entities(String kind, List<String> identities) {
    return identities.stream().map(identity -> kind + identity).toList();
  }

  /** {@code source} and {@code related}: an address that is no IP literal is kept as text. */
  static void identities(DocumentWriter writer, List<String> addresses, List<String> users) {
    List<String> ips = filtered(addresses, true);
    writer.object(
        "source",
        w -> {
          w.texts("ip", ips);
          w.texts("address", filtered(addresses, false));
        });
    writer.object(
        "related",
        w -> {
          w.list("ip", ips);
          w.list("user", users);
        });
  }

  /** Those that are IP literals, or those that are not; no new list in the usual case of one. */
  private static List<String> filtered(List<String> addresses, boolean literals) {
    if (addresses.size() == 1) {
      return IpLiteral.matches(addresses.get(0)) == literals ? addresses : List.of();
    }
    return addresses.stream().filter(text -> IpLiteral.matches(text) == literals).toList();
  }
}
