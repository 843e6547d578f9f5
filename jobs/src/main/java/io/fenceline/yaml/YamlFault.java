// SPDX-License-Identifier: Apache-2.0
package io.fenceline.yaml;

/**
 * A file that a person wrote cannot be used. The message starts with file and line and names the
 * way out; it never holds a value that may be secret.
 */
public final class YamlFault extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final String problem;

  /** At {@code place}. */
  public YamlFault(Place place, String message) {
    super(place + ": " + message);
    file = place.file();
    line = place.line();
    problem = message;
  }

  /** Of the file as a whole. */
  public YamlFault(String file, String message) {
    super(file + ": " + message);
    this.file = file;
    line = 1;
    problem = message;
  }

  /** Where; the first line if the fault is of the file as a whole. */
  public Place place() {
    return new Place(file, line);
  }

  /** The message without the place. */
  public String problem() {
    return problem;
  }
}
