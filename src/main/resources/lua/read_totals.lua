-- Reads the totals of a stream, at one moment, for /metrics: only the parts of a board that need no ranking of everything.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 audience (hash)  4 presence (hash)  5 buyers (set)  6 products (zset)
--       7 counts (hash)  8 catalogue (hash)  9 deals (hash)
--      10 likesources (zset)  11 likesheard (hash)  12 seal (hash)  13 ids (hash)
-- ARGV  1 number of products   2 prefix of the fields of their units in counts   3 number of sources of likes
--       4 and up: the wanted fields of totals
-- Returns the status of a stream that is not live, nil if there is no such stream, else
--       {settings, totals, audience, buyers, products, deals, sources, seal, messages}
--       settings: title, currency, goal    totals: a value for each wanted field
--       audience: likes, viewers, peakViewers, uniqueViewers, views (nil if missing)     buyers: how many
--       products: sku, gmv, units, catalogue JSON or nil, …     deals: field, value, …
--       sources of likes: name, likes, when it was heard last, …
--       seal: seq, at, messages, differences (nil if there is none)     messages: how many the ledger has

-- include part_audience
local call = redis.call
local settings_key, totals_key, audience_key, presence_key = unpack(KEYS, 1, 4)
local buyers_key, products_key, counts_key, catalogue_key, deals_key = unpack(KEYS, 5, 9)
local max_products, units_prefix = tonumber(ARGV[1]), ARGV[2]
local first_total = 4

local status = call('HGET', settings_key, 'status')
if status ~= 'live' then
  return status
end

local function products()
  local rows = {}
  if max_products == 0 then
    return rows
  end
  local ranked = call('ZREVRANGE', products_key, 0, max_products - 1, 'WITHSCORES')
  for i = 1, #ranked, 2 do
    rows[#rows + 1] = ranked[i]
    rows[#rows + 1] = ranked[i + 1]
    rows[#rows + 1] = call('HGET', counts_key, units_prefix .. ranked[i])
    rows[#rows + 1] = call('HGET', catalogue_key, ranked[i])
  end
  return rows
end

return {
  call('HMGET', settings_key, 'title', 'currency', 'goal'),
  call('HMGET', totals_key, unpack(ARGV, first_total)),
  audience_figures(audience_key, presence_key),
  call('SCARD', buyers_key),
  products(),
  call('HGETALL', deals_key),
  like_sources(KEYS[10], KEYS[11], tonumber(ARGV[3])),
  call('HMGET', KEYS[12], 'seq', 'at', 'messages', 'differences'),
  call('HLEN', KEYS[13]),
}
