-- Refused in line 2: a thousand times as long
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, request_id AS x FROM enriched_events))))))))))))
