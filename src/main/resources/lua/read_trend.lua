-- Reads some of the minutes that a board shows, for a trend that is too long for read_board.lua.
--
-- KEYS  1 totals (hash)  2 trend (hash)  3 newest (zset)
-- ARGV  1 after: the newest minute that was read; -1 for none  2 maximum of minutes
--       3 the measures of a minute, separated by spaces
-- Returns {version, trend}
--       version: of the stream, at this moment   trend: minute, each measure, … (nil for 0), in the order of the minutes

-- include part_trend
local call = redis.call
local totals_key, trend_key, newest_key = KEYS[1], KEYS[2], KEYS[3]
local after, max_minutes, measures = ARGV[1], ARGV[2], ARGV[3]

return {
  call('HGET', totals_key, 'version') or '0',
  trend_rows(trend_key, call('ZRANGEBYSCORE', newest_key, '(' .. after, '+inf', 'LIMIT', 0, max_minutes), measures),
}
