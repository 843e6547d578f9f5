-- Refused in line 3: TO_TIMESTAMP_LTZ fails on a text
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE TO_TIMESTAMP_LTZ(client) > event_time
