// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.local;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * What a local service shows who it is with, and what believes it.
 *
 * @param key its private key, as PEM
 * @param certificate its certificate and those above it, as PEM
 * @param trust of a client that knows the authority
 */
public record TlsIdentity(Path key, Path certificate, SSLContext trust) {}
