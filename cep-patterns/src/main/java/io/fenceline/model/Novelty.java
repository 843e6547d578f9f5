// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

/**
 * What is new about the use of a credential with this request, compared with all its requests of
 * that client on that model before; learnt at once, so that the next request of the kind is not
 * new.
 *
 * <p>A feature tells only while the client has few values of it: of one used from more than 16
 * networks, no network is new. Nothing is new of a client known by its address alone, nor before
 * the habits are {@code known}, nor in a feature that was never logged.
 *
 * @param known true once the client has sent 200 requests over an hour or more, this one not
 *     counted
 * @param network true if it came from a network (/24 of IPv4, /48 of IPv6) never seen
 * @param userAgent true if its user agent, version numbers aside, was never seen
 * @param endpoint true if its endpoint was never seen
 * @param hour true if the client is known for a week and never asked in this hour of the day (UTC)
 */
public record Novelty(
    boolean known, boolean network, boolean userAgent, boolean endpoint, boolean hour) {

  /** Nothing is new. */
  public static final Novelty NONE = new Novelty(false, false, false, false, false);
}
