// SPDX-License-Identifier: Apache-2.0
/**
 * What an analyst sees: dashboards as they are defined in {@code deploy/kibana/dashboards}, and
 * their evaluation over documents. One definition serves two readers, Kibana's saved objects and
 * the report, so that neither can say what the other does not.
 */
package io.fenceline.dashboard;
