-- Refused in line 2: unfolds into more than a hundred thousand expressions
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
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, x || x AS x FROM (
SELECT event_time, tenant, model_name, client, request_id AS x FROM enriched_events))))))))))))))))))))
