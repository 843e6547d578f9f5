// SPDX-License-Identifier: Apache-2.0
/** Opens pages in a real browser without a window, so that tests see what a person sees. */
package io.fenceline.browser;
