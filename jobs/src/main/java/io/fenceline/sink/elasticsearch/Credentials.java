// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How the sink shows who it is: an API key, or a user with password, or not at all.
 *
 * @param apiKey encoded API key as Elasticsearch hands it out, or empty
 * @param username user, or empty
 * @param password the user's password, or empty
 */
public record Credentials(String apiKey, String username, String password) implements Serializable {

  /** Value of the header {@code Authorization}, or empty. */
  public String authorization() {
    if (!apiKey.isEmpty()) {
      return "ApiKey " + apiKey;
    }
    if (username.isEmpty()) {
      return "";
    }
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** Tells which kind is set, never a secret. */
  @Override
  public String toString() {
    if (!apiKey.isEmpty()) {
      return "Credentials[API key]";
    }
    return username.isEmpty() ? "Credentials[none]" : "Credentials[user and password]";
  }
}
