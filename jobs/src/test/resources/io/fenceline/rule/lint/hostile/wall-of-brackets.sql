-- Refused in line 2: brackets are open
SELECT event_time, tenant, model_name, client FROM enriched_events WHERE ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))) = 1
