// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * SHA-256 of what a JSON document means, so that a server may write it in its own way: order of
 * keys, {@code 600} or {@code "600"}, nested or dotted keys, empty objects and nulls make no
 * difference. Order within arrays does, unless they are sets.
 */
final class Fingerprint {
  private final BiPredicate<String, String> ignored;
  private final boolean arraysAreSets;

  /**
   * @param ignored leaves that do not count, by dotted path and value: what servers add
   * @param arraysAreSets whether order within arrays makes no difference
   */
  Fingerprint(BiPredicate<String, String> ignored, boolean arraysAreSets) {
    this.ignored = ignored;
    this.arraysAreSets = arraysAreSets;
  }

  /** In lower-case hex. */
  String of(JsonNode document) {
    StringBuilder text = new StringBuilder();
    leaves(document)
        .forEach(
            (path, value) ->
                text.append(path.length())
                    .append(' ')
                    .append(path)
                    .append(value.length())
                    .append(' ')
                    .append(value));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** All that counts, by dotted path. */
  private SortedMap<String, String> leaves(JsonNode document) {
    SortedMap<String, String> leaves = new TreeMap<>();
    collect("", document, leaves);
    leaves.entrySet().removeIf(leaf -> ignored.test(leaf.getKey(), leaf.getValue()));
    return leaves;
  }

  private void collect(String path, JsonNode node, SortedMap<String, String> leaves) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        collect(
            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
            entry.getValue(),
            leaves);
      }
    } else if (node.isArray()) {
      List<JsonNode> items = new ArrayList<>();
      node.forEach(items::add);
      if (arraysAreSets) {
        items.sort((a, b) -> of(a).compareTo(of(b)));
      }
      for (int i = 0; i < items.size(); i++) {
        collect(path + "[" + i + "]", items.get(i), leaves);
      }
    } else if (!node.isNull() && !node.isMissingNode()) {
      leaves.put(path, node.asText());
    }
  }
}
