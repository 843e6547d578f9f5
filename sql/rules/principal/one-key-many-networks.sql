-- One known credential appears in five networks within an hour, none of which it had used before.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, api_key_id, user_id, source_ip, request_id,
    COUNT(*) OVER (
      PARTITION BY tenant, model_name, client ORDER BY event_time
      RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW) AS networks
  FROM enriched_events
  -- Said once per network, and only of credentials that come from few: a fleet of phones that share
  -- a key has no new network. So rows are rare, and each counts a network.
  WHERE new_network
)
WHERE networks >= 5
