-- Requests that succeed and answer nothing, by client and ten minutes.
WITH clients AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    -- Producers log characters or tokens; either says that there was nothing.
    COUNT(*) FILTER (WHERE COALESCE(output_length, output_tokens) = 0) AS empty_ones,
    MAX(request_id) FILTER (WHERE COALESCE(output_length, output_tokens) = 0) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  WHERE status = 'success' AND COALESCE(output_length, output_tokens) IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
everybody AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name,
    SUM(requests) AS requests,
    SUM(empty_ones) AS empty_ones,
    COUNT(*) AS clients
  FROM clients
  GROUP BY window_start, window_end, window_time, tenant, model_name
),
compared AS (
  SELECT
    c.window_time, c.tenant, c.model_name, c.client, c.request_id, c.requests, c.empty_ones,
    e.clients - 1 AS others,
    e.requests - c.requests AS requests_of_others,
    e.empty_ones - c.empty_ones AS empty_of_others
  FROM clients AS c
  JOIN everybody AS e
    ON c.window_start = e.window_start AND c.window_end = e.window_end
    AND c.tenant = e.tenant AND c.model_name = e.model_name
),
emptied AS (
  SELECT *
  FROM compared
  WHERE others >= 3 AND requests_of_others >= 50
    -- Five times the share of the others, who are taken to have one empty answer in a hundred.
    AND empty_ones >= 10
    AND empty_ones * (requests_of_others + 100) > 5 * requests * (empty_of_others + 1)
),
counted AS (
  SELECT
    window_time, tenant, model_name, client, request_id, requests, empty_ones, others,
    COUNT(*) OVER the_day AS times
  FROM emptied
  WINDOW the_day AS (
    PARTITION BY tenant, model_name, client ORDER BY window_time
    RANGE BETWEEN INTERVAL '25' HOUR PRECEDING AND CURRENT ROW)
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, requests, empty_ones, others
FROM counted
WHERE times <= 3
