-- Reads what the trend and its index have of some minutes, at one moment, for the audit.
--
-- KEYS  1 totals (hash)  2 trend (hash)  3 minutes (zset)  4 newest (zset)
-- ARGV  minutes
-- Returns {version, indexed, oldest, rows}
--       version: of the stream   indexed: how many minutes are in newest   oldest: the first of them, or ''
--       rows: for each minute 1 if the trend has it, else 0, and its version in the index, nil if it is not there

local call = redis.call
local rows = {}
for i = 1, #ARGV do
  local tallies = call('HMGET', KEYS[2], ARGV[i] .. ':gmv', ARGV[i] .. ':orders', ARGV[i] .. ':likes')
  rows[2 * i - 1] = (tallies[1] or tallies[2] or tallies[3]) and 1 or 0
  rows[2 * i] = call('ZSCORE', KEYS[3], ARGV[i])
end
return {
  call('HGET', KEYS[1], 'version') or '0',
  call('ZCARD', KEYS[4]),
  call('ZRANGE', KEYS[4], 0, 0)[1] or '',
  rows,
}
