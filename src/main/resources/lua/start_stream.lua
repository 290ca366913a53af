-- Starts a scheduled stream: of two requests at the same time, one does. A live stream is not changed.
--
-- KEYS  1 settings (hash)  2 totals (hash)
-- ARGV  1 when it started, epoch ms
-- Returns {changed, settings}: 1 or 0, and field, value, …; or, with nothing written, 'unknown' (there is no such stream)
--       'ended' or 'closed'

local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]
local started_at = ARGV[1]

local status = call('HGET', settings_key, 'status')
if not status then
  return 'unknown'
end
if status == 'ended' or status == 'closed' then
  return status
end
if status == 'live' then
  return {0, call('HGETALL', settings_key)}
end

call('HSET', settings_key, 'status', 'live', 'startedAt', started_at)
call('HINCRBY', totals_key, 'version', 1)
return {1, call('HGETALL', settings_key)}
