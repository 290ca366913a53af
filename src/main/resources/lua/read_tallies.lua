-- Reads the tallies that are few however long a stream runs, at one moment, for the audit.
--
-- KEYS  1 totals (hash)  2 recent (list)  3 audience (hash)  4 buyers (set)  5 ids (hash)
-- Returns {totals, recent, likes, buyers, ids}
--       totals: field, value, …   recent: '<seq> <json>', newest first   likes: nil if there are none
--       buyers, ids: how many

local call = redis.call
return {
  call('HGETALL', KEYS[1]),
  call('LRANGE', KEYS[2], 0, -1),
  call('HGET', KEYS[3], 'likes'),
  call('SCARD', KEYS[4]),
  call('HLEN', KEYS[5]),
}
