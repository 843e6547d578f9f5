-- model_windows, version 1 of the tables for rules; sql/tables.md says what each column means.
-- Generated from the code: change the code, not this file.
--
-- Put Flink's Kafka SQL connector on the path of the SQL client, then run
--   SET 'table.local-time-zone' = 'UTC';
-- and these statements. Replace topic and servers by yours: the topic is
-- the job's sink.kafka.windows-topic;
-- what else your brokers ask for goes beside them, as 'properties.security.protocol'.
CREATE TABLE `model_windows_documents` (
  `event` ROW<
    `end` TIMESTAMP_LTZ(3),
    `start` TIMESTAMP_LTZ(3)>,
  `fenceline` ROW<
    `tenant` STRING,
    `model_name` STRING,
    `model_version` STRING,
    `model_digest` STRING,
    `window` ROW<
      `requests` BIGINT,
      `clients` BIGINT,
      `classes` ARRAY<ROW<`class` STRING, `count` BIGINT>>,
      `top_class` STRING,
      `top_class_share` DOUBLE,
      `top_clients` ARRAY<ROW<`id` STRING, `count` BIGINT>>,
      `top_client` STRING,
      `top_client_share` DOUBLE,
      `entropy` ROW<
        `p05` DOUBLE,
        `p50` DOUBLE,
        `p95` DOUBLE>,
      `oov_rate` ROW<
        `p05` DOUBLE,
        `p50` DOUBLE,
        `p95` DOUBLE>,
      `confidence` ROW<
        `p05` DOUBLE,
        `p50` DOUBLE,
        `p95` DOUBLE>,
      `latency_ms` ROW<
        `p05` DOUBLE,
        `p50` DOUBLE,
        `p95` DOUBLE>,
      `shift` ROW<
        `p_value` DOUBLE,
        `effect` DOUBLE,
        `chi_squared` DOUBLE,
        `degrees_of_freedom` INT,
        `design_effect` DOUBLE,
        `one_client` DOUBLE,
        `baseline_size` BIGINT,
        `moves` ARRAY<ROW<`class` STRING, `before` DOUBLE, `now` DOUBLE>>>,
      `drift` ARRAY<ROW<`metric` STRING, `p_value` DOUBLE, `effect` DOUBLE, `design_effect` DOUBLE, `one_client` DOUBLE, `before` ROW<`p05` DOUBLE, `p50` DOUBLE, `p95` DOUBLE, `size` INT>, `now` ROW<`p05` DOUBLE, `p50` DOUBLE, `p95` DOUBLE, `size` INT>>>,
      `new_class_names` ARRAY<STRING>,
      `compute` ROW<
        `client` STRING,
        `requests` BIGINT,
        `share` DOUBLE,
        `mean_ms` DOUBLE,
        `others_mean_ms` DOUBLE,
        `growth` DOUBLE>>>,
  `event_time` AS `event`.`end`,
  WATERMARK FOR `event_time` AS `event_time` - INTERVAL '30' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'fenceline-windows',
  'properties.bootstrap.servers' = 'localhost:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW `model_windows` AS
SELECT
  `event_time`,
  `event`.`start` AS `window_start`,
  `event`.`end` AS `window_end`,
  COALESCE(`fenceline`.`tenant`, '') AS `tenant`,
  `fenceline`.`model_name` AS `model_name`,
  `fenceline`.`model_version` AS `model_version`,
  `fenceline`.`model_digest` AS `model_digest`,
  COALESCE(`fenceline`.`window`.`requests`, 0) AS `requests`,
  COALESCE(`fenceline`.`window`.`clients`, 0) AS `clients`,
  CAST(`fenceline`.`window`.`classes` AS ARRAY<ROW<`class` STRING, `requests` BIGINT>>) AS `classes`,
  `fenceline`.`window`.`top_class` AS `top_class`,
  `fenceline`.`window`.`top_class_share` AS `top_class_share`,
  CAST(`fenceline`.`window`.`top_clients` AS ARRAY<ROW<`client` STRING, `requests` BIGINT>>) AS `top_clients`,
  `fenceline`.`window`.`top_client` AS `top_client`,
  `fenceline`.`window`.`top_client_share` AS `top_client_share`,
  `fenceline`.`window`.`entropy`.`p05` AS `entropy_p05`,
  `fenceline`.`window`.`entropy`.`p50` AS `entropy_p50`,
  `fenceline`.`window`.`entropy`.`p95` AS `entropy_p95`,
  `fenceline`.`window`.`oov_rate`.`p05` AS `oov_rate_p05`,
  `fenceline`.`window`.`oov_rate`.`p50` AS `oov_rate_p50`,
  `fenceline`.`window`.`oov_rate`.`p95` AS `oov_rate_p95`,
  `fenceline`.`window`.`confidence`.`p05` AS `confidence_p05`,
  `fenceline`.`window`.`confidence`.`p50` AS `confidence_p50`,
  `fenceline`.`window`.`confidence`.`p95` AS `confidence_p95`,
  `fenceline`.`window`.`latency_ms`.`p05` AS `latency_ms_p05`,
  `fenceline`.`window`.`latency_ms`.`p50` AS `latency_ms_p50`,
  `fenceline`.`window`.`latency_ms`.`p95` AS `latency_ms_p95`,
  `fenceline`.`window`.`shift`.`p_value` AS `shift_p`,
  `fenceline`.`window`.`shift`.`effect` AS `shift_cramers_v`,
  `fenceline`.`window`.`shift`.`chi_squared` AS `shift_chi_squared`,
  COALESCE(`fenceline`.`window`.`shift`.`degrees_of_freedom`, 0) AS `shift_degrees_of_freedom`,
  `fenceline`.`window`.`shift`.`design_effect` AS `shift_design_effect`,
  `fenceline`.`window`.`shift`.`one_client` AS `shift_one_client`,
  COALESCE(`fenceline`.`window`.`shift`.`baseline_size`, 0) AS `shift_baseline_size`,
  `fenceline`.`window`.`shift`.`moves` AS `shift_moves`,
  `fenceline`.`window`.`drift` AS `metric_shifts`,
  `fenceline`.`window`.`new_class_names` AS `new_classes`,
  `fenceline`.`window`.`compute`.`client` AS `compute_client`,
  COALESCE(`fenceline`.`window`.`compute`.`requests`, 0) AS `compute_requests`,
  `fenceline`.`window`.`compute`.`share` AS `compute_share`,
  `fenceline`.`window`.`compute`.`mean_ms` AS `compute_mean_ms`,
  `fenceline`.`window`.`compute`.`others_mean_ms` AS `compute_others_mean_ms`,
  `fenceline`.`window`.`compute`.`growth` AS `compute_growth`
FROM `model_windows_documents`;
