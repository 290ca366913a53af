-- Reads the tallies that are few however long a stream runs, at one moment, for the audit.
--
-- KEYS  1 totals (hash)  2 recent (list)  3 audience (hash)  4 buyers (set)  5 ids (hash)  6 groupbuyers (set)
--       7 show (hash)    8 basis (stream)  9 likesources (zset)
-- Returns {totals, recent, likes, buyers, ids, group buyers, show, basis, sources}
--       totals, show: field, value, …   recent: '<seq> <json>', newest first   likes: nil if there are none
--       buyers, ids, group buyers: how many   basis: the seq of its newest entry, or ''     sources of likes: name, likes, …

local call = redis.call
local totals_key, recent_key, audience_key, buyers_key, ids_key = unpack(KEYS, 1, 5)
local group_buyers_key, show_key, basis_key = unpack(KEYS, 6, 8)

local newest = call('XREVRANGE', basis_key, '+', '-', 'COUNT', 1)[1]
return {
  call('HGETALL', totals_key),
  call('LRANGE', recent_key, 0, -1),
  call('HGET', audience_key, 'likes'),
  call('SCARD', buyers_key),
  call('HLEN', ids_key),
  call('SCARD', group_buyers_key),
  call('HGETALL', show_key),
  newest and newest[1] or '',
  call('ZRANGE', KEYS[9], 0, -1, 'WITHSCORES'),
}
