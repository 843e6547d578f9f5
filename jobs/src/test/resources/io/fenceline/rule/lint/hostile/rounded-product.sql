-- Refused in line 3: fails on infinity
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE ROUND(input_mean * input_std, 2) > 1
