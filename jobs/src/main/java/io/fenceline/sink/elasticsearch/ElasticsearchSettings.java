// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;

/**
 * Validated settings of the Elasticsearch sink.
 *
 * @param namespace last part of the names of data streams and indices
 * @param connection how Elasticsearch is reached
 * @param bulk how much is sent at once
 * @param retry how an outage is waited out
 */
public record ElasticsearchSettings(
    String namespace, ElasticsearchConnection connection, BulkLimits bulk, RetryLimits retry)
    implements Serializable {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

  /** What Elasticsearch allows in a namespace, except for the hyphen, which separates the parts. */
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9][a-z0-9_.]{0,99}");

  /** Settings of an Elasticsearch on this machine without security. */
  public static ElasticsearchSettings defaults() {
    return from(new Configuration());
  }

  /**
   * Reads {@link ElasticsearchOptions}.
   *
   * @throws IllegalArgumentException if a value is out of its range; the message names the option
   */
  public static ElasticsearchSettings from(ReadableConfig config) {
    BulkLimits bulk =
        new BulkLimits(
            atLeast(1, config, ElasticsearchOptions.BATCH_DOCUMENTS),
            config.get(ElasticsearchOptions.BATCH_BYTES).getBytes(),
            config.get(ElasticsearchOptions.DOCUMENT_BYTES).getBytes(),
            atLeast(1, config, ElasticsearchOptions.IN_FLIGHT),
            millis(config, ElasticsearchOptions.BATCH_INTERVAL));
    check(
        bulk.documentBytes() > 0 && bulk.documentBytes() <= bulk.bytes() / 2,
        ElasticsearchOptions.DOCUMENT_BYTES,
        bulk.documentBytes() + " bytes",
        "set it between 1 byte and half of " + ElasticsearchOptions.BATCH_BYTES.key());
    check(
        bulk.bytes() <= Integer.MAX_VALUE / 2,
        ElasticsearchOptions.BATCH_BYTES,
        bulk.bytes() + " bytes",
        "set it below 1 gb; Elasticsearch itself takes 100 mb at most by default");
    RetryLimits retry =
        new RetryLimits(
            millis(config, ElasticsearchOptions.BACKOFF_MIN),
            millis(config, ElasticsearchOptions.BACKOFF_MAX),
            atLeast(0, config, ElasticsearchOptions.RETRY_LIMIT));
    check(
        retry.maxBackoffMillis() >= retry.minBackoffMillis(),
        ElasticsearchOptions.BACKOFF_MAX,
        retry.maxBackoffMillis() + " ms",
        "set it to at least " + ElasticsearchOptions.BACKOFF_MIN.key());
    String namespace = config.get(ElasticsearchOptions.NAMESPACE);
    check(
        NAMESPACE.matcher(namespace).matches(),
        ElasticsearchOptions.NAMESPACE,
        "'" + namespace + "'",
        "use 1 to 100 lower-case letters, digits, _ and dots, beginning with a letter or digit");
    return new ElasticsearchSettings(namespace, connection(config), bulk, retry);
  }

  private static ElasticsearchConnection connection(ReadableConfig config) {
    List<String> urls = List.copyOf(config.get(ElasticsearchOptions.URLS));
    check(!urls.isEmpty(), ElasticsearchOptions.URLS, "an empty list", "name at least one address");
    urls.forEach(ElasticsearchSettings::checkUrl);
    check(
        urls.stream().map(url -> pathOf(URI.create(url))).distinct().count() == 1,
        ElasticsearchOptions.URLS,
        "addresses with different paths",
        "use the same path in all");
    Credentials credentials =
        new Credentials(
            config.get(ElasticsearchOptions.API_KEY).strip(),
            config.get(ElasticsearchOptions.USERNAME),
            config.get(ElasticsearchOptions.PASSWORD));
    check(
        credentials.apiKey().isEmpty() || credentials.username().isEmpty(),
        ElasticsearchOptions.API_KEY,
        "a key beside " + ElasticsearchOptions.USERNAME.key(),
        "set one of the two");
    check(
        credentials.apiKey().chars().allMatch(c -> c > ' ' && c < 127),
        ElasticsearchOptions.API_KEY,
        "a key of " + credentials.apiKey().length() + " characters with a space or line break",
        "use the value 'encoded' of the answer that created the key");
    check(
        credentials.username().isEmpty() == credentials.password().isEmpty(),
        ElasticsearchOptions.PASSWORD,
        "only one of user and password",
        "set both or neither");
    return new ElasticsearchConnection(
        urls,
        credentials,
        config.get(ElasticsearchOptions.CA_CERTIFICATE),
        config.get(ElasticsearchOptions.COMPRESSION),
        (int) millis(config, ElasticsearchOptions.CONNECT_TIMEOUT),
        (int) millis(config, ElasticsearchOptions.REQUEST_TIMEOUT));
  }

  /** Path of an address without a slash at its end. */
  static String pathOf(URI url) {
    return url.getPath().replaceAll("/+$", "");
  }

  private static void checkUrl(String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException malformed) {
      // The address may hold a password: it is not repeated, and neither is the cause.
      throw invalid(
          ElasticsearchOptions.URLS,
          "something that is no address (" + text.length() + " characters)",
          "write it as https://host:9200");
    }
    check(
        url.getUserInfo() == null,
        ElasticsearchOptions.URLS,
        "an address with a user in it",
        "use elasticsearch.username and elasticsearch.password");
    check(
        ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
            && url.getHost() != null
            && url.getQuery() == null,
        ElasticsearchOptions.URLS,
        "'" + text + "'",
        "write it as https://host:9200");
  }

  private static int atLeast(int min, ReadableConfig config, ConfigOption<Integer> option) {
    int value = config.get(option);
    check(value >= min, option, Integer.toString(value), "set it to at least " + min);
    return value;
  }

  private static long millis(ReadableConfig config, ConfigOption<Duration> option) {
    Duration value = config.get(option);
    check(
        value.compareTo(SHORTEST) >= 0 && value.compareTo(LONGEST) <= 0,
        option,
        value.toString(),
        "set it between 1 ms and 24 days");
    return value.toMillis();
  }

  private static void check(boolean holds, ConfigOption<?> option, String found, String wayOut) {
    if (!holds) {
      throw invalid(option, found, wayOut);
    }
  }

  private static IllegalArgumentException invalid(
      ConfigOption<?> option, String found, String wayOut) {
    return new IllegalArgumentException(option.key() + " is " + found + ": " + wayOut + ".");
  }
}
