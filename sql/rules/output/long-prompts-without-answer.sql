-- Prompts longer than nearly all of the model's, that get no answer. What the model reads is paid
-- for as well, and who wants only that does not wait for an answer.
WITH tens AS (
  SELECT
    window_time, tenant, model_name, client,
    COUNT(*) AS unanswered,
    SUM(COALESCE(token_count, 0)) AS tokens,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  WHERE status = 'success'
    AND COALESCE(output_tokens, output_length) = 0
    AND length_ratio > 1
    AND NOT replay
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, unanswered, tokens, request_id,
    SUM(unanswered) OVER the_day - unanswered AS unanswered_before
  FROM tens
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, unanswered,
  tokens,
  unanswered_before
FROM past
WHERE unanswered >= 5 AND unanswered > unanswered_before
