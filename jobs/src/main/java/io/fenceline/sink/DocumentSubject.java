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
        model,
        (w, m) -> {
          w.word("name", m.name());
          w.word("version", m.version());
        });
  }

  /** The model in ours. */
  static void model(DocumentWriter writer, Model model) {
    writer.word("model_name", model.name());
    writer.word("model_version", model.version());
    writer.word("model_digest", model.digest());
    writer.word("tenant", model.tenant());
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
    List<String> ips = addresses.stream().filter(IpLiteral::matches).toList();
    List<String> others = addresses.stream().filter(text -> !IpLiteral.matches(text)).toList();
    identities(writer, ips, others, users);
  }

  /** The same for one of each, which may be empty. */
  static void identities(DocumentWriter writer, String address, String user) {
    List<String> addresses = known(address);
    boolean literal = IpLiteral.matches(address);
    identities(
        writer, literal ? addresses : List.of(), literal ? List.of() : addresses, known(user));
  }

  private static List<String> known(String identity) {
    return identity.isEmpty() ? List.of() : List.of(identity);
  }

  private static void identities(
      DocumentWriter writer, List<String> ips, List<String> others, List<String> users) {
    writer.object(
        "source",
        w -> {
          w.texts("ip", ips);
          w.texts("address", others);
        });
    writer.object(
        "related",
        w -> {
          w.list("ip", ips);
          w.list("user", users);
        });
  }
}
