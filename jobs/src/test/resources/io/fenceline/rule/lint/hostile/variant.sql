-- Refused in line 3: VARIANT
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE CAST(TRY_PARSE_JSON(client) AS STRING) = 'x'
