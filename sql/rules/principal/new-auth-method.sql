-- A credential that has been used in one way only is used in another way.
WITH spells AS (
  -- Five minutes of one client and one method are one row, which keeps a day's history small.
  SELECT window_time AS spell_end, tenant, model_name, client, auth_method,
    COUNT(*) AS requests,
    MIN(event_time) AS event_time,
    MIN(request_id) AS request_id,
    MIN(source_ip) AS source_ip
  FROM TABLE(TUMBLE(TABLE inference_events, DESCRIPTOR(event_time), INTERVAL '5' MINUTE))
  WHERE auth_method IS NOT NULL
  GROUP BY window_start, window_end, window_time, tenant, model_name, client, auth_method
),
-- All OVER windows of one SELECT need the same key, so the two histories take two steps.
by_method AS (
  SELECT *,
    SUM(requests) OVER (
      PARTITION BY tenant, model_name, client, auth_method ORDER BY spell_end
      RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) AS requests_by_method
  FROM spells
),
by_client AS (
  SELECT *,
    SUM(requests) OVER (
      PARTITION BY tenant, model_name, client ORDER BY spell_end
      RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) AS requests_of_client
  FROM by_method
)
SELECT event_time, tenant, model_name, client, source_ip, request_id, auth_method,
  requests_of_client - requests AS requests_before
FROM by_client
-- The first spell of the method within a day, of a client that we know.
WHERE requests_by_method = requests AND requests_of_client - requests >= 200
