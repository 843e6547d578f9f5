-- Refused in line 3: wait for rows of the other
SELECT a.event_time, a.tenant, a.model_name, a.client FROM enriched_events a
JOIN signals b ON a.client = b.client
