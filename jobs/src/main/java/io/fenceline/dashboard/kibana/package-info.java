// SPDX-License-Identifier: Apache-2.0
/**
 * Dashboards as saved objects of Kibana 8.19 and later, and the rule that takes alerts into the
 * Security app.
 */
package io.fenceline.dashboard.kibana;
