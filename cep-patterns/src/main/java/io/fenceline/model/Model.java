// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/**
 * The model that answered.
 *
 * @param name its name, never empty
 * @param version its version, empty if not logged
 * @param digest SHA-256 of its weights as logged, empty if not logged
 * @param tenant whose deployment it is, empty if there is one tenant only
 * @param key key of all per-model stages: tenant and name with {@link #SEPARATOR} between them, the
 *     only one in it, so that no two models share a key. It follows from the two, and is kept
 *     because every stage asks for it
 */
public record Model(String name, String version, String digest, String tenant, String key) {
  /** Stands between the parts of a key: U+001F, the unit separator. */
  public static final char SEPARATOR = '\u001f';

  /** Stands before what would be taken for a separator: U+001E. */
  private static final char ESCAPE = '\u001e';

  /** The model that a log names. */
  public Model(String name, String version, String digest, String tenant) {
    this(name, version, digest, tenant, part(tenant) + SEPARATOR + part(name));
  }

  /** Key of all per-client stages: one client on this model, whatever its version. */
  public String keyOf(Client client) {
    return key + SEPARATOR + client.kind() + client.identity();
  }

  /** As it is, unless whoever chose the name put a separator into it. */
  private static String part(String text) {
    if (text.indexOf(SEPARATOR) < 0 && text.indexOf(ESCAPE) < 0) {
      return text;
    }
    return text.replace("\u001e", "\u001e\u001e").replace("\u001f", "\u001e-");
  }

  /** What was really served: outputs of two artefacts are never compared with each other. */
  public String artefact() {
    return version + '@' + digest;
  }

  /** True if this is what {@link #artefact()} gives, which need not be put together for it. */
  public boolean isArtefact(String artefact) {
    return artefact.length() == version.length() + 1 + digest.length()
        && artefact.charAt(version.length()) == '@'
        && artefact.startsWith(version)
        && artefact.endsWith(digest);
  }
}
