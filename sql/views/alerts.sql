-- alerts, version 1 of the tables for rules; sql/tables.md says what each column means.
-- Generated from the code: change the code, not this file.
--
-- Put Flink's Kafka SQL connector on the path of the SQL client, then run
--   SET 'table.local-time-zone' = 'UTC';
-- and these statements. Replace topic and servers by yours: the topic is
-- the job's sink.kafka.alerts-topic;
-- what else your brokers ask for goes beside them, as 'properties.security.protocol'.
CREATE TABLE `alerts_documents` (
  `fenceline` ROW<
    `incident` ROW<
      `updated` TIMESTAMP_LTZ(3),
      `revision` BIGINT,
      `first_seen` TIMESTAMP_LTZ(3),
      `last_seen` TIMESTAMP_LTZ(3),
      `count` BIGINT>,
    `techniques` ARRAY<STRING>,
    `tenant` STRING,
    `model_name` STRING,
    `model_version` STRING,
    `subject` ROW<
      `client` STRING,
      `api_key_ids` ARRAY<STRING>,
      `user_ids` ARRAY<STRING>,
      `source_ips` ARRAY<STRING>,
      `request_ids` ARRAY<STRING>>,
    `measure` ROW<
      `name` STRING,
      `value` DOUBLE,
      `threshold` DOUBLE>,
    `layer` INT>,
  `event` ROW<
    `id` STRING,
    `severity` INT,
    `reason` STRING,
    `risk_score` INT>,
  `rule` ROW<
    `id` STRING,
    `version` INT,
    `category` STRING>,
  `message` STRING,
  `@timestamp` TIMESTAMP_LTZ(3),
  `event_time` AS `fenceline`.`incident`.`updated`,
  WATERMARK FOR `event_time` AS `event_time` - INTERVAL '30' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'fenceline-alerts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.timestamp-format.standard' = 'ISO-8601'
);

CREATE VIEW `alerts` AS
SELECT
  `event_time`,
  `event`.`id` AS `alert_id`,
  COALESCE(`fenceline`.`incident`.`revision`, 0) AS `revision`,
  `rule`.`id` AS `rule_id`,
  `rule`.`version` AS `rule_version`,
  `rule`.`category` AS `family`,
  `event`.`severity` AS `severity`,
  `message` AS `title`,
  `event`.`reason` AS `reason`,
  `fenceline`.`techniques` AS `techniques`,
  COALESCE(`fenceline`.`tenant`, '') AS `tenant`,
  `fenceline`.`model_name` AS `model_name`,
  `fenceline`.`model_version` AS `model_version`,
  `fenceline`.`subject`.`client` AS `client`,
  `fenceline`.`subject`.`api_key_ids` AS `api_key_ids`,
  `fenceline`.`subject`.`user_ids` AS `user_ids`,
  `fenceline`.`subject`.`source_ips` AS `source_ips`,
  `@timestamp` AS `started`,
  `fenceline`.`incident`.`first_seen` AS `first_seen`,
  `fenceline`.`incident`.`last_seen` AS `last_seen`,
  COALESCE(`fenceline`.`incident`.`count`, 0) AS `detections`,
  `fenceline`.`measure`.`name` AS `measure_name`,
  `fenceline`.`measure`.`value` AS `measure_value`,
  `fenceline`.`measure`.`threshold` AS `measure_threshold`,
  `event`.`risk_score` AS `risk_score`,
  `fenceline`.`subject`.`request_ids` AS `request_ids`
FROM `alerts_documents`
WHERE `fenceline`.`layer` IS NULL;
