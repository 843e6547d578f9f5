-- Refused in line 3: a format that it does not know
SELECT event_time, tenant, model_name, client FROM enriched_events
WHERE DATE_FORMAT(event_time, 'bogus') = 'x'
