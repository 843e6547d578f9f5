-- Refused in line 3: grouped without bound
SELECT MAX(event_time) AS event_time, tenant, model_name, client FROM enriched_events
GROUP BY tenant, model_name, client
