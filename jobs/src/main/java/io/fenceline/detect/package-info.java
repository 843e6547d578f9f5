// SPDX-License-Identifier: Apache-2.0
/**
 * What is an attack: patterns over signals, statistical detectors over enriched events and windows.
 *
 * <p>{@link io.fenceline.detect.DetectStage} lists them all, {@link
 * io.fenceline.detect.ClientDetection} those of single clients, which share an operator; one
 * detector is one class here and one line there.
 */
package io.fenceline.detect;
