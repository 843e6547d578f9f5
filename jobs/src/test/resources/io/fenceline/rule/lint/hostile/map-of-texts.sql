-- Refused in line 3: fails on a text that is none
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE CAST(extra AS MAP<STRING, INT>)['a'] > 1
