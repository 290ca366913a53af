-- Reads some of the minutes that a board shows, for a trend that is too long for read_board.lua.
--
-- KEYS  1 totals (hash)  2 trend (hash)  3 newest (zset)
-- ARGV  1 after: the newest minute that was read; -1 for none  2 most: maximum of minutes
-- Returns {version, trend}
--       version: of the stream, at this moment   trend: minute, gmv, orders, likes, … (nil for 0), in their order

local call = redis.call

-- include part_trend

return {
  call('HGET', KEYS[1], 'version') or '0',
  trend_rows(KEYS[2], call('ZRANGEBYSCORE', KEYS[3], '(' .. ARGV[1], '+inf', 'LIMIT', 0, ARGV[2])),
}
