-- Who asks without the guardrail that everybody else's requests pass. Clients first, then the sum
-- over clients: the model's row is made of its clients' rows, and no event is counted twice.
WITH clients AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name, client,
    COUNT(*) AS requests,
    COUNT(guardrail_id) AS guarded,
    MAX(request_id) FILTER (WHERE guardrail_id IS NULL) AS request_id
  FROM TABLE(TUMBLE(TABLE enriched_events, DESCRIPTOR(event_time), INTERVAL '10' MINUTE))
  GROUP BY window_start, window_end, window_time, tenant, model_name, client
),
-- The model as a whole in the same ten minutes.
everybody AS (
  SELECT
    window_start, window_end, window_time, tenant, model_name,
    SUM(requests) AS requests,
    SUM(guarded) AS guarded,
    COUNT(*) AS clients
  FROM clients
  GROUP BY window_start, window_end, window_time, tenant, model_name
),
compared AS (
  SELECT
    c.window_time, c.tenant, c.model_name, c.client, c.request_id,
    c.requests - c.guarded AS unguarded,
    e.clients - 1 AS others,
    e.requests - c.requests AS requests_of_others,
    e.guarded - c.guarded AS guarded_of_others
  FROM clients AS c
  -- Both sides have the same window, so the join keeps nothing longer than it.
  JOIN everybody AS e
    ON c.window_start = e.window_start AND c.window_end = e.window_end
    AND c.tenant = e.tenant AND c.model_name = e.model_name
)
SELECT
  window_time AS event_time, tenant, model_name, client, request_id, unguarded, others,
  100E0 * guarded_of_others / requests_of_others AS per_cent
FROM compared
WHERE unguarded > 5
  AND others >= 3 AND requests_of_others >= 50
  AND guarded_of_others >= 0.95 * requests_of_others
