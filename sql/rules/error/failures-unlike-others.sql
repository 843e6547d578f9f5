-- One client's requests fail while those of the others succeed. When a model is down, all fail, and
-- nobody is to blame.
WITH clients AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    -- What the caller cannot help is no failure of its own: throttling has a rule of its own.
    COUNT(*) FILTER (WHERE status = 'failure' AND COALESCE(error_code, '') <> 'throttled')
      AS failures,
    MAX(request_id) FILTER (WHERE status = 'failure') AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
everybody AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name,
    SUM(requests) AS requests,
    SUM(failures) AS failures,
    COUNT(*) AS clients
  FROM clients
  GROUP BY window_start, window_end, window_time, tenant, model_name
),
compared AS (
  SELECT
    c.window_time, c.tenant, c.model_name, c.client, c.request_id, c.requests, c.failures,
    e.clients - 1 AS others,
    e.requests - c.requests AS requests_of_others,
    e.failures - c.failures AS failures_of_others
  FROM clients AS c
  JOIN everybody AS e
    ON c.window_start = e.window_start AND c.window_end = e.window_end
    AND c.tenant = e.tenant AND c.model_name = e.model_name
),
failing AS (
  SELECT *
  FROM compared
  WHERE others >= 3 AND requests_of_others >= 50
    AND failures >= 20 AND failures >= 0.5 * requests
    AND failures_of_others <= 0.05 * requests_of_others
),
counted AS (
  SELECT
    window_time, tenant, model_name, client, request_id, requests, failures, others,
    COUNT(*) OVER the_day AS times
  FROM failing
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, failures, others
FROM counted
-- A client that is broken for days is said three times a day and not each ten minutes.
WHERE times <= 3
