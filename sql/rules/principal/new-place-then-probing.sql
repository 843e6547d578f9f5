-- A known credential is used from a network it has never been used from, and from then on varies
-- undecided inputs.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, api_key_id, user_id, source_ip, request_id,
    new_network, near_duplicate AND low_margin AND group_size >= 8 AS probe
  FROM enriched_events
  WHERE new_network OR (near_duplicate AND low_margin AND group_size >= 8)
)
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client
  ORDER BY event_time, request_id
  MEASURES
    LAST(probe3.event_time) AS event_time,
    LAST(place.source_ip) AS source_ip,
    LAST(place.api_key_id) AS api_key_id,
    LAST(place.user_id) AS user_id,
    ARRAY[LAST(place.request_id), LAST(probe3.request_id)] AS request_ids
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  -- Rows that are neither are filtered out above, so the three follow each other here even if the
  -- owner goes on with honest requests in between.
  PATTERN (place probe1 probe2 probe3) WITHIN INTERVAL '30' MINUTE
  DEFINE
    place AS place.new_network,
    -- From the new place itself: the owner's own camera must not complete the pattern.
    probe1 AS probe1.probe AND probe1.source_ip = place.source_ip,
    probe2 AS probe2.probe AND probe2.source_ip = place.source_ip,
    probe3 AS probe3.probe AND probe3.source_ip = place.source_ip
)
