-- Tokens by hour, and with them whether anything about the caller was new in that hour.
WITH hours AS (
  SELECT
    window_time, tenant, model_name, client,
    SUM(COALESCE(token_count, 0) + COALESCE(output_tokens, 0)) AS tokens,
    MAX(CASE WHEN new_network THEN 1 ELSE 0 END) AS networks,
    MAX(CASE WHEN new_user_agent THEN 1 ELSE 0 END) AS agents,
    MAX(CASE WHEN new_endpoint THEN 1 ELSE 0 END) AS endpoints,
    MAX(CASE WHEN unusual_hour THEN 1 ELSE 0 END) AS strange_hours,
    MAX(request_id) FILTER (WHERE new_network OR new_user_agent OR new_endpoint OR unusual_hour)
      AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE token_count IS NOT NULL OR output_tokens IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
past AS (
  SELECT
    window_time, tenant, model_name, client, tokens, request_id,
    networks, agents, endpoints, strange_hours,
    COUNT(*) OVER the_week AS active_hours,
    ARRAY_MAX(ARRAY_SLICE(ARRAY_AGG(tokens) OVER the_week, 1, -2)) AS most_before
  FROM hours
  WINDOW the_week AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '7' DAY PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id,
  tokens,
  most_before,
  2 * most_before AS allowed,
  -- CONCAT_WS leaves out what is NULL.
  CONCAT_WS(', ',
    CASE WHEN networks = 1 THEN 'network' END,
    CASE WHEN agents = 1 THEN 'software' END,
    CASE WHEN endpoints = 1 THEN 'endpoint' END,
    CASE WHEN strange_hours = 1 THEN 'hour of the day' END) AS news,
  -- One novelty and much work is a move to a new machine; another place with other software is
  -- another user.
  CASE
    WHEN networks = 1 AND agents = 1 AND tokens > 3 * most_before THEN 'medium'
    ELSE 'low'
  END AS severity
FROM past
WHERE active_hours > 24
  AND networks + agents + endpoints + strange_hours > 0
  AND tokens > 2 * most_before
  AND tokens >= 20000
