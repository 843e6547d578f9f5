-- A pace as even as a machine's, then a long series of near-duplicates.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, request_id, kind, `value`
  FROM signals
  WHERE kind = 'regular_pace' OR (kind = 'near_duplicate_series' AND `value` >= 32)
)
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client
  ORDER BY event_time, request_id, kind
  MEASURES
    LAST(series.event_time) AS event_time,
    LAST(pace.`value`) AS regularity,
    CAST(LAST(series.`value`) AS BIGINT) AS near_duplicates,
    ARRAY[LAST(pace.request_id), LAST(series.request_id)] AS request_ids
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  PATTERN (pace series) WITHIN INTERVAL '1' HOUR
  DEFINE
    pace AS pace.kind = 'regular_pace',
    series AS series.kind = 'near_duplicate_series'
)
