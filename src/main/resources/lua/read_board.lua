-- Reads all that a board shows, at one moment, so that its numbers agree with one another and with its version.
--
-- KEYS  1 stream (hash)  2 totals (hash)  3 audience (hash)  4 presence (hash)  5 buyers (set)  6 counts (hash)
--       7 catalogue (hash)  8 trend (hash)  9 minutes (zset)  10 recent (list)
--      11 newest (zset)  12 products (zset)  13 channels (zset)  14 groups (zset)  15 cities (zset)
-- ARGV  1 since: only the trend's minutes that changed after this version; -1 for all
--       2 top: how many names of each ranking
--       3 most: how many minutes; more are left to read_trend.lua
-- Returns nil if there is no such stream, 'unindexed' if index_minutes.lua must run first, 'long' if there are more minutes, else
--       {stream, totals, audience, viewers, buyers, products, channels, groups, cities, trend, recent}
--       stream, totals, audience: field, value, …      viewers, buyers: integers
--       products: sku, gmv, orders, units, catalogue JSON or nil, …
--       channels, groups, cities: name, gmv, orders, …     trend: minute, gmv, orders, likes, … (nil for 0)
--       recent: '<seq> <json>', newest first

local call = redis.call
local stream = call('HGETALL', KEYS[1])
if #stream == 0 then
  return false
end
if call('ZCARD', KEYS[9]) ~= call('ZCARD', KEYS[11]) then
  return 'unindexed'
end
if call('ZCOUNT', KEYS[9], '(' .. ARGV[1], '+inf') > tonumber(ARGV[3]) then
  return 'long'
end

local function ranking(key, section, fields)
  local ranked = call('ZREVRANGE', key, 0, tonumber(ARGV[2]) - 1, 'WITHSCORES')
  local names = #ranked / 2
  if names == 0 then
    return {}
  end
  local wanted = {}
  for i = 0, names - 1 do
    for f = 1, #fields do
      wanted[#wanted + 1] = section .. fields[f] .. ranked[2 * i + 1]
    end
  end
  local counts = call('HMGET', KEYS[6], unpack(wanted))
  local rows = {}
  for i = 0, names - 1 do
    rows[#rows + 1] = ranked[2 * i + 1]
    rows[#rows + 1] = ranked[2 * i + 2]
    for f = 1, #fields do
      rows[#rows + 1] = counts[#fields * i + f]
    end
    if #fields == 2 then
      rows[#rows + 1] = call('HGET', KEYS[7], ranked[2 * i + 1])
    end
  end
  return rows
end

-- include part_trend
-- include part_viewers

return {
  stream,
  call('HGETALL', KEYS[2]),
  call('HGETALL', KEYS[3]),
  open_viewers(KEYS[4]),
  call('SCARD', KEYS[5]),
  ranking(KEYS[12], 'products', {':orders:', ':units:'}),
  ranking(KEYS[13], 'channels', {':orders:'}),
  ranking(KEYS[14], 'groups', {':orders:'}),
  ranking(KEYS[15], 'cities', {':orders:'}),
  trend_rows(KEYS[8], call('ZRANGEBYSCORE', KEYS[9], '(' .. ARGV[1], '+inf')),
  call('LRANGE', KEYS[10], 0, -1),
}
