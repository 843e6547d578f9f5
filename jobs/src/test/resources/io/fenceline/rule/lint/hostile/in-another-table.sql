-- Refused in line 3: wait for rows of the other
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE client IN (SELECT client FROM signals)
