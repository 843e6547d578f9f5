// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/**
 * Who sent a request, as the log names it. At least one component is not empty.
 *
 * @param apiKeyId id of the credential (never the credential itself)
 * @param userId id of the user or service account
 * @param sourceIp address the request came from; any text, not necessarily an IP literal
 */
public record Client(String apiKeyId, String userId, String sourceIp) {

  /** The strongest identity there is: the API key, else the user, else the address. */
  public String id() {
    return kind() + identity();
  }

  /** Whether another has the same {@link #id()}, which need not be put together for it. */
  public boolean isSame(Client other) {
    return identity().equals(other.identity()) && kind().equals(other.kind());
  }

  /** What {@link #id()} begins with. */
  String kind() {
    if (!apiKeyId.isEmpty()) {
      return "key:";
    }
    return userId.isEmpty() ? "ip:" : "user:";
  }

  /** What follows. */
  String identity() {
    if (!apiKeyId.isEmpty()) {
      return apiKeyId;
    }
    return userId.isEmpty() ? sourceIp : userId;
  }

  /**
   * The client of that {@link #id()}; only its strongest identity is known.
   *
   * @throws IllegalArgumentException if it is no such id
   */
  public static Client of(String id) {
    String identity = id.substring(id.indexOf(':') + 1);
    return switch (id.substring(0, id.length() - identity.length())) {
      case "key:" -> new Client(identity, "", "");
      case "user:" -> new Client("", identity, "");
      case "ip:" -> new Client("", "", identity);
      default ->
          throw new IllegalArgumentException(
              "a client's id begins with key:, user: or ip:, found one of "
                  + id.length()
                  + " characters that does not");
    };
  }
}
