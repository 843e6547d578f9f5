-- Refused in line 2: UUID gives something else
SELECT event_time, tenant, model_name, client, UUID() AS request_id FROM enriched_events
