-- Reads every tally of a stream at one moment, for the audit.
--
-- KEYS  1 totals (hash)  2 counts (hash)  3 trend (hash)  4 minutes (zset)  5 recent (list)  6 audience (hash)
--       7 buyers (set)   8 ids (hash)     9 placed (hash)
--      10 products (zset)  11 channels (zset)  12 groups (zset)  13 cities (zset)
-- Returns {totals, counts, trend, minutes, recent, audience, buyers, ids, placed, products, channels, groups, cities}
--       totals, counts, trend, audience: field, value, …    minutes: minute, version, …    recent: '<seq> <json>', newest first
--       buyers, ids: how many    placed: order id, …    products, channels, groups, cities: name, gmv, …

local call = redis.call
local function ranking(key)
  return call('ZRANGE', key, 0, -1, 'WITHSCORES')
end

return {
  call('HGETALL', KEYS[1]),
  call('HGETALL', KEYS[2]),
  call('HGETALL', KEYS[3]),
  ranking(KEYS[4]),
  call('LRANGE', KEYS[5], 0, -1),
  call('HGETALL', KEYS[6]),
  call('SCARD', KEYS[7]),
  call('HLEN', KEYS[8]),
  call('HKEYS', KEYS[9]),
  ranking(KEYS[10]),
  ranking(KEYS[11]),
  ranking(KEYS[12]),
  ranking(KEYS[13]),
}
