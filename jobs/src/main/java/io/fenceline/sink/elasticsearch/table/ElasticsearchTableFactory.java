// SPDX-License-Identifier: Apache-2.0
package io.fenceline.sink.elasticsearch.table;

import io.fenceline.secret.SecretText;
import io.fenceline.sink.elasticsearch.BulkLimits;
import io.fenceline.sink.elasticsearch.ElasticsearchOptions;
import io.fenceline.sink.elasticsearch.ElasticsearchSettings;
import io.fenceline.sink.file.RejectedDocumentsFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;
import org.apache.flink.table.types.logical.RowType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sinks for tables {@code WITH ('connector' = 'elasticsearch', …)}; see the package. */
public final class ElasticsearchTableFactory implements DynamicTableSinkFactory {

  private static final Logger LOG = LoggerFactory.getLogger(ElasticsearchTableFactory.class);

  private final SecretText references;

  /** For Flink, which finds this class by its service file. */
  public ElasticsearchTableFactory() {
    this(System.getenv());
  }

  ElasticsearchTableFactory(Map<String, String> environment) {
    this.references = new SecretText(environment, LOG::warn);
  }

  @Override
  public String factoryIdentifier() {
    return "elasticsearch";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(ElasticsearchTableOptions.INDEX, ElasticsearchTableOptions.REJECTED_FILE);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> options = new LinkedHashSet<>();
    options.add(ElasticsearchTableOptions.FORMAT);
    options.add(FactoryUtil.SINK_PARALLELISM);
    ElasticsearchTableOptions.SHARED.forEach(
        shared -> options.add(ElasticsearchTableOptions.inTable(shared)));
    return options;
  }

  /**
   * The sink of one table.
   *
   * @throws ValidationException if an option, or a column that it names, cannot be used; the
   *     message names it and never holds a secret
   */
  @Override
  public DynamicTableSink createDynamicTableSink(Context context) {
    FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
    EncodingFormat<SerializationSchema<RowData>> format =
        helper.discoverEncodingFormat(
            SerializationFormatFactory.class, ElasticsearchTableOptions.FORMAT);
    helper.validate();
    ReadableConfig options = helper.getOptions();
    if (!format.getChangelogMode().equals(ChangelogMode.insertOnly())) {
      throw new ValidationException(
          "format is '"
              + options.get(ElasticsearchTableOptions.FORMAT)
              + "', which wraps rows into change events: use one that writes rows, such as json.");
    }
    RowType row = (RowType) context.getPhysicalRowDataType().getLogicalType();
    try {
      IndexName index = IndexName.parse(resolved(options, ElasticsearchTableOptions.INDEX), row);
      DocumentKey key = DocumentKey.of(row, context.getPrimaryKeyIndexes());
      index.checkKey(context.getPrimaryKeyIndexes());
      return new ElasticsearchTableSink(
          settings(options, !key.isEmpty()),
          index,
          key,
          new RejectedDocumentsFile(
              Path.of(resolved(options, ElasticsearchTableOptions.REJECTED_FILE))),
          format,
          context.getPhysicalRowDataType(),
          options.getOptional(FactoryUtil.SINK_PARALLELISM).orElse(null));
    } catch (IllegalArgumentException invalid) {
      throw new ValidationException(ElasticsearchTableOptions.inTable(invalid.getMessage()));
    }
  }

  private ElasticsearchSettings settings(ReadableConfig options, boolean ordered) {
    Map<String, String> found = new HashMap<>();
    for (ConfigOption<?> shared : ElasticsearchTableOptions.SHARED) {
      ConfigOption<String> option = ElasticsearchTableOptions.inTable(shared);
      options
          .getOptional(option)
          .ifPresent(
              value ->
                  found.put(
                      option.key(),
                      ElasticsearchOptions.SECRETS.contains(shared)
                          ? references.resolveSecret(option.key(), value)
                          : references.resolveOpen(option.key(), value)));
    }
    ElasticsearchSettings settings =
        ElasticsearchSettings.from(ElasticsearchTableOptions.forSink(found));
    return ordered ? oneAtATime(settings, found) : settings;
  }

  /**
   * Two requests under way could overtake each other, and an old row would replace its successor.
   */
  private static ElasticsearchSettings oneAtATime(
      ElasticsearchSettings settings, Map<String, String> found) {
    BulkLimits bulk = settings.bulk();
    String option = ElasticsearchTableOptions.nameOf(ElasticsearchOptions.IN_FLIGHT);
    if (found.containsKey(option) && bulk.inFlight() != 1) {
      throw new IllegalArgumentException(
          option
              + " is "
              + bulk.inFlight()
              + ": a table with a primary key sends one request after the other, which keeps the"
              + " order of a row's changes; leave the option out.");
    }
    return new ElasticsearchSettings(
        settings.namespace(),
        settings.connection(),
        new BulkLimits(
            bulk.documents(), bulk.bytes(), bulk.documentBytes(), 1, bulk.intervalMillis()),
        settings.retry());
  }

  private String resolved(ReadableConfig options, ConfigOption<String> option) {
    return references.resolveOpen(option.key(), options.get(option));
  }
}
