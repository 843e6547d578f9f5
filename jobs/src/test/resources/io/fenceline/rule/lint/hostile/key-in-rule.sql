-- Refused in line 3: looks like a key
SELECT event_time, tenant, model_name, client,
 hmac(client, '0123456789abcdef0123456789abcdef') AS hashed FROM enriched_events
