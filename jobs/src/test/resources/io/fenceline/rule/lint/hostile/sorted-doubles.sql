-- Refused in line 3: ARRAY_SORT fails
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE ARRAY_SORT(MAP_VALUES(scores))[1] > 0.5
