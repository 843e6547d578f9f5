-- A credential known in one region answers from another, in a network it never used, and is back
-- within ten minutes: two users, not one who travelled.
SELECT *
FROM (
  SELECT event_time, tenant, model_name, client, api_key_id, user_id, source_ip, request_id,
    region, new_network
  FROM enriched_events
  WHERE region IS NOT NULL
)
MATCH_RECOGNIZE (
  PARTITION BY tenant, model_name, client
  ORDER BY event_time, request_id
  MEASURES
    LAST(back.event_time) AS event_time,
    LAST(home.region) AS home_region,
    LAST(away.region) AS away_region,
    LAST(away.source_ip) AS source_ip,
    ARRAY[LAST(home.request_id), LAST(away.request_id), LAST(back.request_id)] AS request_ids
  ONE ROW PER MATCH
  AFTER MATCH SKIP PAST LAST ROW
  -- home is the very request before, so that no long run of requests is kept; the stranger may send
  -- a hundred before the owner's next.
  PATTERN (home away more{0,100}? back) WITHIN INTERVAL '10' MINUTE
  DEFINE
    away AS away.region <> home.region AND away.new_network,
    more AS more.region = away.region,
    back AS back.region = home.region
)
