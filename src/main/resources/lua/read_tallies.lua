-- Reads the tallies that are few however long a stream runs, at one moment, for the audit.
--
-- KEYS  1 totals (hash)  2 recent (list)  3 audience (hash)  4 buyers (set)  5 ids (hash)
-- Returns {totals, recent, likes, buyers, ids}
--       totals: field, value, …   recent: '<seq> <json>', newest first   likes: nil if there are none
--       buyers, ids: how many

local call = redis.call
local totals_key, recent_key, audience_key, buyers_key, ids_key = unpack(KEYS, 1, 5)

return {
  call('HGETALL', totals_key),
  call('LRANGE', recent_key, 0, -1),
  call('HGET', audience_key, 'likes'),
  call('SCARD', buyers_key),
  call('HLEN', ids_key),
}
