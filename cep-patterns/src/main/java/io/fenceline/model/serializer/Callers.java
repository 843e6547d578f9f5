// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import io.fenceline.model.Client;
import io.fenceline.model.Model;

/**
 * Models and clients that came lately: one that comes again is the same instance, and so is the key
 * of both. Each has one place, which another may take over, so the memory is bounded. One instance
 * serves one thread.
 */
public final class Callers {
  private static final int MODELS = 64;
  private static final int CALLERS = 4_096;

  private final Model[] models = new Model[MODELS];
  private final Caller[] callers = new Caller[CALLERS];

  /** Who asked which model. */
  public record Caller(Model model, Client client, String key) {}

  /** The model that has these components. */
  public Model model(String name, String version, String digest, String tenant) {
    int place = (name.hashCode() + 31 * version.hashCode() + 7 * tenant.hashCode()) & MODELS - 1;
    Model known = models[place];
    if (known != null
        && known.name().equals(name)
        && known.version().equals(version)
        && known.digest().equals(digest)
        && known.tenant().equals(tenant)) {
      return known;
    }
    Model model = new Model(name, version, digest, tenant);
    models[place] = model;
    return model;
  }

  /** The client that has these components, on a model that {@link #model} gave. */
  public Caller caller(Model model, String apiKeyId, String userId, String sourceIp) {
    int hash = model.key().hashCode();
    hash = 31 * hash + apiKeyId.hashCode();
    hash = 31 * hash + userId.hashCode();
    hash = 31 * hash + sourceIp.hashCode();
    int place = (hash ^ hash >>> 16) & CALLERS - 1;
    Caller known = callers[place];
    if (known != null
        && known.model == model
        && known.client.apiKeyId().equals(apiKeyId)
        && known.client.userId().equals(userId)
        && known.client.sourceIp().equals(sourceIp)) {
      return known;
    }
    Client client = new Client(apiKeyId, userId, sourceIp);
    Caller caller = new Caller(model, client, model.keyOf(client));
    callers[place] = caller;
    return caller;
  }
}
