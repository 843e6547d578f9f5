-- One input after another is asked again with tiny changes, while the model stays sure of its answer.
WITH inputs AS (
  SELECT event_time, tenant, model_name, client, request_id
  FROM enriched_events
  WHERE near_duplicate
    -- A group has eight requests once only, so each input counts once and few rows are kept.
    AND group_size = 8
    -- Whoever attacks the answer moves it; whoever tests for membership measures how hard that is.
    AND group_switches = 0 AND group_low_margins = 0
    AND confidence >= 0.99
)
SELECT *
FROM (
  SELECT *,
    COUNT(*) OVER (
      PARTITION BY tenant, model_name, client ORDER BY event_time
      RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS inputs_tested
  FROM inputs
)
WHERE inputs_tested >= 20
