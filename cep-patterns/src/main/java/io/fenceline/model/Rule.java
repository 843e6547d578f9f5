// SPDX-License-Identifier: Apache-2.0
package io.fenceline.model;

import java.io.Serializable;
import java.util.List;

/**
 * What an alert says of the rule behind it.
 *
 * @param id stable slug such as {@code boundary-attack}, never reused for something else
 * @param version rises when the rule may decide differently
 * @param family what it looks at
 * @param title the alert's headline, the same for every case
 * @param techniques the attack techniques it is evidence of, the main one first
 * @param runbook what an analyst does next, in one or two sentences
 */
public record Rule(
    String id,
    int version,
    Family family,
    String title,
    List<AtlasTechnique> techniques,
    String runbook)
    implements Serializable {}
