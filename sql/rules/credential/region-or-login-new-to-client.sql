-- A region or a way to log in that a client never had. One row for each of its values and hour;
-- then the row counts the hours of the client, and those of the client with this value.
WITH usual AS (
  SELECT
    event_time, tenant, model_name, client, request_id,
    COALESCE(token_count, 0) + COALESCE(output_tokens, 0) AS tokens,
    -- Two columns become one list of "which=value": both are judged by the same rows.
    trait
  FROM enriched_events
  CROSS JOIN UNNEST(ARRAY['region=' || region, 'login=' || auth_method]) AS listed (trait)
  WHERE status = 'success'
),
hours AS (
  SELECT
    window_time, tenant, model_name, client, trait,
    SPLIT_INDEX(trait, '=', 0) AS which,
    COUNT(*) AS requests,
    SUM(tokens) AS tokens,
    MAX(request_id) AS request_id
  FROM TABLE(TUMBLE(TABLE usual, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE trait IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client, trait
),
known AS (
  SELECT
    window_time, tenant, model_name, client, which, trait, requests, tokens, request_id,
    COUNT(*) OVER with_any AS hours_with_any
  FROM hours
  WINDOW with_any AS (
    PARTITION BY tenant, model_name, client, which ORDER BY window_time
    RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW)
),
-- Flink computes one OVER window in a SELECT: the second needs a step of its own.
judged AS (
  SELECT
    window_time, tenant, model_name, client, which, trait, requests, tokens, request_id,
    hours_with_any,
    COUNT(*) OVER with_this AS hours_with_this
  FROM known
  WINDOW with_this AS (
    PARTITION BY tenant, model_name, client, which, trait ORDER BY window_time
    RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, trait, requests,
  tokens,
  hours_with_any - 1 AS hours_before
FROM judged
WHERE hours_with_this = 1 AND hours_with_any > 24
