-- Closes the books of a stream that has ended: nothing is recorded into its ledger after that, and none of its orders
-- expires. A stream that is closed is not changed.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 holds (zset)
-- ARGV  1 now, epoch ms; the clock of this node may be behind that of the node that ended the stream
-- Returns {changed, settings}: 1 or 0, and field, value, …; or, with nothing written, 'unknown' (there is no such stream),
--       'scheduled' or 'live'

local call = redis.call
local settings_key, totals_key, holds_key = KEYS[1], KEYS[2], KEYS[3]
local now = ARGV[1]

local status = call('HGET', settings_key, 'status')
if not status then
  return 'unknown'
end
if status == 'closed' then
  return {0, call('HGETALL', settings_key)}
end
if status ~= 'ended' then
  return status
end

now = string.format('%.0f', math.max(tonumber(now), tonumber(call('HGET', settings_key, 'endedAt'))))
call('HSET', settings_key, 'status', 'closed', 'closedAt', now)
call('UNLINK', holds_key)
call('HINCRBY', totals_key, 'version', 1)
return {1, call('HGETALL', settings_key)}
