// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

/**
 * What setup remembers of an object that it installed into Kibana, to tell later whether somebody
 * changed it. Kibana rewrites objects when they are imported and when it is upgraded itself, so
 * that what is there cannot be compared with what was sent.
 *
 * @param shipped fingerprint of what was sent
 * @param edition what changes with every edit: time of the last one, or number of the revision
 * @param content fingerprint of what was there after the installation, or empty
 */
record KibanaMark(String shipped, String edition, String content) {

  /**
   * How an installed object stands to the one that this version brings.
   *
   * @param now the mark that the installed object would get now
   */
  Standing standing(KibanaMark now) {
    boolean untouched =
        edition.equals(now.edition) || (!content.isEmpty() && content.equals(now.content));
    if (!untouched) {
      return Standing.CHANGED;
    }
    return shipped.equals(now.shipped) ? Standing.SAME : Standing.OUTDATED;
  }
}
