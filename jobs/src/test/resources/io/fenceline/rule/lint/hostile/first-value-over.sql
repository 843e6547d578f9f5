-- Refused in line 3: FIRST_VALUE depends on which of several rows arrives first
SELECT event_time, tenant, model_name, client,
  FIRST_VALUE(user_agent) OVER (PARTITION BY tenant, model_name, client ORDER BY event_time
    RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS agent
FROM enriched_events
