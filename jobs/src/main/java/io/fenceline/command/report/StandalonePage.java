// SPDX-License-Identifier: Apache-2.0
package io.fenceline.command.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/**
 * A page that needs no network and no server. Text from logs is data in it, never markup: it
 * travels as JSON, the page puts it in place as text, and a content security policy lets no script
 * run but the two that belong to the page.
 *
 * @param template the page, with {@code {{policy}}}, {@code {{css}}}, {@code {{section}}}, {@code
 *     {{charts}}}, {@code {{script}}} and {@code {{data}}} where those go
 * @param css the style sheet
 * @param script what draws the data
 * @param section markup of ours, with every text from outside escaped
 */
public record StandalonePage(String template, String css, String script, String section) {
  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

  /**
   * The page with its data.
   *
   * @param json one JSON value, unescaped
   * @throws IOException if the charts are not on the class path
   */
  public String html(String json) throws IOException {
    String charts = resource(StandalonePage.class, ECHARTS);
    Map<String, String> parts =
        Map.of(
            "policy",
            policy(css, charts, script),
            "css",
            css,
            "section",
            section,
            "charts",
            charts,
            "script",
            script,
            "data",
            inScript(json));
    StringBuilder html = new StringBuilder(template.length() + charts.length() + 65_536);
    int done = 0;
    for (int at = template.indexOf("{{"); at >= 0; at = template.indexOf("{{", done)) {
      int end = template.indexOf("}}", at);
      html.append(template, done, at).append(parts.get(template.substring(at + 2, end)));
      done = end + 2;
    }
    return html.append(template, done, template.length()).toString();
  }

  /**
   * Puts the page into a file, replacing an older one, at once and whole.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file, String json) throws IOException {
    Path target = file.toAbsolutePath();
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    try {
      Files.writeString(unfinished, html(json));
      Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Text of a resource, with the line breaks that a browser hashes: it parses every one as a line
   * feed.
   *
   * @param owner the class beside which it lies
   * @throws IOException if it is not on the class path
   */
  public static String resource(Class<?> owner, String name) throws IOException {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path; build the jar again.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }

  /** Inside a script element nothing but these characters could end it or the string. */
  private static String inScript(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String policy(String css, String charts, String script) {
    return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
        + hash(css)
        + "; script-src "
        + hash(charts)
        + " "
        + hash(script);
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
