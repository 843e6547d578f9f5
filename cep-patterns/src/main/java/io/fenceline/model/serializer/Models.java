// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model.serializer;

import io.fenceline.model.Model;

/**
 * Models that came lately: one that comes again is the same instance, with its key. Each has one
 * place of {@value #PLACES}, which another may take over, so the memory is bounded. One instance
 * serves one thread.
 */
public final class Models {
  private static final int PLACES = 64;

  private final Model[] models = new Model[PLACES];

  /** The model that has these components. */
  public Model of(String name, String version, String digest, String tenant) {
    int place = (name.hashCode() + 31 * version.hashCode() + 7 * tenant.hashCode()) & PLACES - 1;
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
}
