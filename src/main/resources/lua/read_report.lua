-- Reads the settings and totals of a board at one moment, for its report.
--
-- KEYS  1 stream (hash: the settings)  2 totals (hash)  3 buyers (set)
--       4 cursors (hash) of a campaign; of a stream its totals once more
-- Returns {settings, totals, buyers, cursors}
--       settings, totals, cursors: field, value, …   buyers: how many

local call = redis.call
local settings_key, totals_key, buyers_key, cursors_key = unpack(KEYS)

return {
  call('HGETALL', settings_key),
  call('HGETALL', totals_key),
  call('SCARD', buyers_key),
  cursors_key == totals_key and {} or call('HGETALL', cursors_key),
}
