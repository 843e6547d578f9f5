-- Refused in line 3: LOCALTIMESTAMP reads the clock
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE CAST(event_time AS TIMESTAMP(3)) > LOCALTIMESTAMP
