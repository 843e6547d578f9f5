-- Requests in the slowest thousandth of what the model does, by client and hour.
WITH clients AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    -- Replays are retries of one slow request, and would count it again and again.
    COUNT(*) FILTER (WHERE latency_z > 3 AND NOT replay) AS slow,
    MAX(latency_ms) AS slowest,
    MAX(request_id) FILTER (WHERE latency_z > 3) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '1' HOUR))
  WHERE latency_z IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
everybody AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name,
    SUM(requests) AS requests,
    SUM(slow) AS slow,
    COUNT(*) AS clients
  FROM clients
  GROUP BY window_start, window_end, window_time, tenant, model_name
)
SELECT
  c.window_time AS event_time, c.tenant, c.model_name, c.client, c.request_id, c.requests, c.slow,
  c.slowest AS slowest_ms,
  e.clients - 1 AS others
FROM clients AS c
JOIN everybody AS e
  ON c.window_start = e.window_start AND c.window_end = e.window_end
  AND c.tenant = e.tenant AND c.model_name = e.model_name
WHERE e.clients >= 4 AND e.requests - c.requests >= 200
  -- Chance makes 1.35 in a thousand. Real tails are ten times as heavy, so it must be twenty.
  AND c.slow >= 5 AND c.slow > 0.03 * c.requests
  -- The others' tail is as it should be, so it is not the model's bad hour.
  AND e.slow - c.slow < 0.01 * (e.requests - c.requests)
