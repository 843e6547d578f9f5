-- Refused in line 2: event_time as STRING
SELECT CAST(event_time AS STRING) AS event_time, tenant, model_name, client FROM enriched_events
