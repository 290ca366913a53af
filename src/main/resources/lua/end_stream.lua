-- Ends a live stream: no order is recorded after that but those of its time. A stream that has ended is not changed.
--
-- KEYS  1 settings (hash)  2 totals (hash)
-- ARGV  1 when it ended, epoch ms
--       2 1 if a person gave that time, else 0; the node's own clock may be behind that of the node that started it
-- Returns {changed, settings}: 1 or 0, and field, value, …; or, with nothing written, 'unknown' (there is no such stream),
--       'scheduled' or 'before_start'

local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]
local ended_at, given = ARGV[1], ARGV[2] == '1'

local status = call('HGET', settings_key, 'status')
if not status then
  return 'unknown'
end
if status == 'scheduled' then
  return 'scheduled'
end
if status == 'ended' or status == 'closed' then
  return {0, call('HGETALL', settings_key)}
end

local started_at = call('HGET', settings_key, 'startedAt')
if tonumber(ended_at) < tonumber(started_at) then
  if given then
    return 'before_start'
  end
  ended_at = started_at
end

call('HSET', settings_key, 'status', 'ended', 'endedAt', ended_at)
call('HINCRBY', totals_key, 'version', 1)
return {1, call('HGETALL', settings_key)}
