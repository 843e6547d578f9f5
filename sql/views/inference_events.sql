-- inference_events, version 1 of the tables for rules; sql/tables.md says what each column means.
-- Generated from the code: change the code, not this file.
--
-- Put Flink's Kafka SQL connector and fenceline-jobs.jar on the path of the SQL client, then run
--   LOAD MODULE fenceline;
--   SET 'table.local-time-zone' = 'UTC';
-- and these statements. Replace topic and servers by yours: the topic is
-- the topic that your servers log to, one of source.kafka.topics;
-- what else your brokers ask for goes beside them, as 'properties.security.protocol'.
CREATE TABLE `inference_events_documents` (
  `timestamp` TIMESTAMP_LTZ(3),
  `tenant` STRING,
  `model_name` STRING,
  `model_version` STRING,
  `model_digest` STRING,
  `api_key_id` STRING,
  `user_id` STRING,
  `source_ip` STRING,
  `session_id` STRING,
  `trace_id` STRING,
  `user_agent` STRING,
  `endpoint` STRING,
  `status` STRING,
  `request_id` STRING,
  `prediction` ROW<
    `class` STRING,
    `confidence` DOUBLE,
    `entropy` DOUBLE,
    `scores` MAP<STRING, DOUBLE>>,
  `input_stats` ROW<
    `text_length` DOUBLE,
    `token_count` DOUBLE,
    `oov_rate` DOUBLE,
    `special_char_rate` DOUBLE,
    `perplexity` DOUBLE,
    `hidden_char_count` DOUBLE,
    `mean` DOUBLE,
    `std` DOUBLE,
    `min` DOUBLE,
    `max` DOUBLE>,
  `latency_ms` DOUBLE,
  `input_fingerprint` ARRAY<STRING>,
  `error_code` STRING,
  `output_stats` ROW<
    `token_count` STRING,
    `text_length` STRING>,
  `guardrail` ROW<
    `id` STRING,
    `action` STRING,
    `confidence` STRING,
    `categories` STRING>,
  `flags` STRING,
  `tool_calls` STRING,
  `auth_method` STRING,
  `region` STRING,
  `event_time` AS COALESCE(`timestamp`, TO_TIMESTAMP_LTZ(0, 3)),
  WATERMARK FOR `event_time` AS `event_time` - INTERVAL '30' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'inference-logs',
  'properties.bootstrap.servers' = 'localhost:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.ignore-parse-errors' = 'true',
  'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW `inference_events` AS
SELECT
  `event_time`,
  COALESCE(`tenant`, '') AS `tenant`,
  NULLIF(`model_name`, '') AS `model_name`,
  NULLIF(`model_version`, '') AS `model_version`,
  NULLIF(`model_digest`, '') AS `model_digest`,
  CASE WHEN `api_key_id` <> '' THEN 'key:' || `api_key_id` WHEN `user_id` <> '' THEN 'user:' || `user_id` ELSE 'ip:' || `source_ip` END AS `client`,
  NULLIF(`api_key_id`, '') AS `api_key_id`,
  NULLIF(`user_id`, '') AS `user_id`,
  NULLIF(`source_ip`, '') AS `source_ip`,
  NULLIF(`session_id`, '') AS `session_id`,
  NULLIF(`trace_id`, '') AS `trace_id`,
  NULLIF(`user_agent`, '') AS `user_agent`,
  NULLIF(`endpoint`, '') AS `endpoint`,
  NULLIF(`status`, '') AS `status`,
  NULLIF(`request_id`, '') AS `request_id`,
  NULLIF(`prediction`.`class`, '') AS `predicted_class`,
  `prediction`.`confidence` AS `confidence`,
  COALESCE(`prediction`.`entropy`, entropy(`prediction`.`scores`)) AS `entropy`,
  CASE WHEN CARDINALITY(`prediction`.`scores`) > 0 THEN `prediction`.`scores` END AS `scores`,
  `input_stats`.`text_length` AS `text_length`,
  `input_stats`.`token_count` AS `token_count`,
  `input_stats`.`oov_rate` AS `oov_rate`,
  `input_stats`.`special_char_rate` AS `special_char_rate`,
  `input_stats`.`perplexity` AS `perplexity`,
  `input_stats`.`hidden_char_count` AS `hidden_char_count`,
  `input_stats`.`mean` AS `input_mean`,
  `input_stats`.`std` AS `input_std`,
  `input_stats`.`min` AS `input_min`,
  `input_stats`.`max` AS `input_max`,
  `latency_ms` AS `latency_ms`,
  CASE WHEN CARDINALITY(`input_fingerprint`) > 0 THEN `input_fingerprint` END AS `fingerprint`,
  NULLIF(`error_code`, '') AS `error_code`,
  CASE WHEN CHAR_LENGTH(`output_stats`.`token_count`) <= 100 AND REGEXP(`output_stats`.`token_count`, '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9][0-9]?)?$') THEN CAST(`output_stats`.`token_count` AS DOUBLE) END AS `output_tokens`,
  CASE WHEN CHAR_LENGTH(`output_stats`.`text_length`) <= 100 AND REGEXP(`output_stats`.`text_length`, '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9][0-9]?)?$') THEN CAST(`output_stats`.`text_length` AS DOUBLE) END AS `output_length`,
  NULLIF(`guardrail`.`id`, '') AS `guardrail_id`,
  NULLIF(`guardrail`.`action`, '') AS `guardrail_action`,
  NULLIF(`guardrail`.`confidence`, '') AS `guardrail_confidence`,
  NULLIF(`guardrail`.`categories`, '') AS `guardrail_categories`,
  NULLIF(`flags`, '') AS `flags`,
  CASE WHEN CHAR_LENGTH(`tool_calls`) <= 100 AND REGEXP(`tool_calls`, '^-?[0-9]+([.][0-9]+)?([eE][+-]?[0-9][0-9]?)?$') THEN CAST(`tool_calls` AS DOUBLE) END AS `tool_calls`,
  NULLIF(`auth_method`, '') AS `auth_method`,
  NULLIF(`region`, '') AS `region`,
  CAST(NULL AS MAP<STRING, STRING>) AS `extra`
FROM `inference_events_documents`
WHERE `event_time` > TO_TIMESTAMP_LTZ(0, 3)
  AND `request_id` <> ''
  AND `model_name` <> ''
  AND `prediction`.`class` <> '';
