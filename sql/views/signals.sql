-- signals, version 1 of the tables for rules; sql/tables.md says what each column means.
-- Generated from the code: change the code, not this file.
--
-- Put Flink's Kafka SQL connector on the path of the SQL client, then run
--   SET 'table.local-time-zone' = 'UTC';
-- and these statements. Replace topic and servers by yours: the topic is
-- the job's sink.kafka.events-topic;
-- what else your brokers ask for goes beside them, as 'properties.security.protocol'.
CREATE TABLE `signals_documents` (
  `@timestamp` TIMESTAMP_LTZ(3),
  `fenceline` ROW<
    `signals` ARRAY<ROW<
      `kind` STRING,
      `group` INT,
      `value` DOUBLE,
      `shows` STRING>>,
    `tenant` STRING,
    `model_name` STRING,
    `model_version` STRING,
    `api_key_id` STRING,
    `request_id` STRING>,
  `user` ROW<
    `id` STRING>,
  `source` ROW<
    `ip` STRING,
    `address` STRING>,
  `all_of_them` AS `fenceline`.`signals`,
  `event_time` AS `@timestamp`,
  WATERMARK FOR `event_time` AS `event_time` - INTERVAL '30' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'fenceline-events',
  'properties.bootstrap.servers' = 'localhost:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW `signals` AS
SELECT
  `event_time`,
  `each_one`.`kind` AS `kind`,
  COALESCE(`fenceline`.`tenant`, '') AS `tenant`,
  `fenceline`.`model_name` AS `model_name`,
  `fenceline`.`model_version` AS `model_version`,
  CASE WHEN `fenceline`.`api_key_id` <> '' THEN 'key:' || `fenceline`.`api_key_id` WHEN `user`.`id` <> '' THEN 'user:' || `user`.`id` ELSE 'ip:' || COALESCE(`source`.`ip`, `source`.`address`) END AS `client`,
  `fenceline`.`api_key_id` AS `api_key_id`,
  `user`.`id` AS `user_id`,
  COALESCE(`source`.`ip`, `source`.`address`) AS `source_ip`,
  `fenceline`.`request_id` AS `request_id`,
  COALESCE(`each_one`.`group`, 0) AS `group_id`,
  `each_one`.`value` AS `value`,
  `each_one`.`shows` AS `shows`
FROM `signals_documents`
CROSS JOIN UNNEST(`all_of_them`) AS `each_one` (`kind`, `group`, `value`, `shows`);
