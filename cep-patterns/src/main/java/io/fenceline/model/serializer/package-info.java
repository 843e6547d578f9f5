// SPDX-License-Identifier: Apache-2.0
/**
 * How records of the model are written between tasks and into state: compact images with a version,
 * read without reflection. Flink finds them by the annotation on the record.
 */
package io.fenceline.model.serializer;
