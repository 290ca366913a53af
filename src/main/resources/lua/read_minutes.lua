-- Reads what the trend and its index have of some minutes, at one moment, for the audit.
--
-- KEYS  1 totals (hash)  2 trend (hash)  3 minutes (zset)  4 newest (zset)
-- ARGV  1 the measures of a minute, separated by spaces
--       minutes, some hundred at most
-- Returns {version, indexed, oldest, versions, trend}
--       version: of the stream   indexed: how many minutes are in newest   oldest: the first of them, or ''
--       versions: for each minute its version in the index, nil if it is not there
--       trend: for each minute the minute and each measure; nil if the trend lacks it

-- include part_trend
local call = redis.call
local totals_key, trend_key, minutes_key, newest_key = unpack(KEYS, 1, 4)
local measures = ARGV[1]
local minutes = {unpack(ARGV, 2)}

local versions = {}
for i = 1, #minutes do
  versions[i] = call('ZSCORE', minutes_key, minutes[i])
end
return {
  call('HGET', totals_key, 'version') or '0',
  call('ZCARD', newest_key),
  call('ZRANGE', newest_key, 0, 0)[1] or '',
  versions,
  trend_rows(trend_key, minutes, measures),
}
