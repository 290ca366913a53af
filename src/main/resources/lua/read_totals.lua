-- Reads the totals of a stream, at one moment, as /metrics shows them: of a board only what needs no ranking of everything.
--
-- KEYS  1 stream (hash)  2 totals (hash)  3 audience (hash)  4 presence (hash)  5 buyers (set)  6 products (zset)
--       7 counts (hash)  8 catalogue (hash)
-- ARGV  1 how many products
-- Returns the status of a stream that is not live, nil if there is no such stream, else {settings, totals, audience, viewers,
--       buyers, products}
--       settings: title, currency, goal    totals: placed, gmv, refunded, cancelled, orders, units
--       audience: likes, peakViewers, uniqueViewers, views (nil for what is not there)     viewers, buyers: integers
--       products: sku, gmv, units, catalogue JSON or nil, …

local call = redis.call
local status = call('HGET', KEYS[1], 'status')
if status ~= 'live' then
  return status
end

-- include part_viewers

local function products()
  local rows = {}
  local most = tonumber(ARGV[1])
  if most == 0 then
    return rows
  end
  local ranked = call('ZREVRANGE', KEYS[6], 0, most - 1, 'WITHSCORES')
  for i = 1, #ranked, 2 do
    rows[#rows + 1] = ranked[i]
    rows[#rows + 1] = ranked[i + 1]
    rows[#rows + 1] = call('HGET', KEYS[7], 'products:units:' .. ranked[i])
    rows[#rows + 1] = call('HGET', KEYS[8], ranked[i])
  end
  return rows
end

return {
  call('HMGET', KEYS[1], 'title', 'currency', 'goal'),
  call('HMGET', KEYS[2], 'placed', 'gmv', 'refunded', 'cancelled', 'orders', 'units'),
  call('HMGET', KEYS[3], 'likes', 'peakViewers', 'uniqueViewers', 'views'),
  open_viewers(KEYS[4]),
  call('SCARD', KEYS[5]),
  products(),
}
