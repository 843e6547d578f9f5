// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.setup;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What setup was asked to do.
 *
 * @param kibana address of Kibana, or empty
 * @param namespace that the writer's key is for
 * @param apiKeys directory for API keys, if any are wanted
 * @param roles whether roles are installed
 * @param rules whether detection rules are installed
 * @param lifecyclePolicies whether policies of index lifecycle management are installed
 * @param overwrite whether what users changed is replaced
 * @param dryRun whether nothing is installed
 */
public record SetupPlan(
    String kibana,
    String namespace,
    Optional<Path> apiKeys,
    boolean roles,
    boolean rules,
    boolean lifecyclePolicies,
    boolean overwrite,
    boolean dryRun) {}
