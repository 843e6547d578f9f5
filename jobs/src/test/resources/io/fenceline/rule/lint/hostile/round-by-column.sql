-- Refused in line 2: number of digits that there is not
SELECT event_time, tenant, model_name, client, ROUND(group_size, series) AS x
FROM enriched_events
