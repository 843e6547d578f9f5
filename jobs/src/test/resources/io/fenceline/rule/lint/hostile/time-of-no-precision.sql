-- Refused in line 3: precision that there is not
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE TO_TIMESTAMP_LTZ(baseline_size, series) > event_time
