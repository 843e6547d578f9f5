// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.trial;

import io.fenceline.model.Alert;

/**
 * An alert that came.
 *
 * @param entity the key of its entity
 */
record Finding(Alert alert, String entity) {}
