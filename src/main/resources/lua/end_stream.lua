-- Ends a live stream. A stream that has ended is not changed.
--
-- KEYS[1] config   hash      the stream's settings; status and endedAt are written
-- KEYS[2] totals   hash      version is raised
-- ARGV[1] integer  when it ended, epoch ms
-- ARGV[2] 1 or 0   whether a person gave that time; the node's own clock may be behind that of the node that started it
--
-- Returns {changed (1 or 0), settings as HGETALL gives them}, or, with nothing written, "unknown" (no such stream),
-- "scheduled" or "before_start".

local status = redis.call('HGET', KEYS[1], 'status')
if not status then
  return 'unknown'
end
if status == 'scheduled' then
  return 'scheduled'
end
if status == 'ended' then
  return {0, redis.call('HGETALL', KEYS[1])}
end

local started_at = redis.call('HGET', KEYS[1], 'startedAt')
local ended_at = ARGV[1]
if tonumber(ended_at) < tonumber(started_at) then
  if ARGV[2] == '1' then
    return 'before_start'
  end
  ended_at = started_at
end

redis.call('HSET', KEYS[1], 'status', 'ended', 'endedAt', ended_at)
redis.call('HINCRBY', KEYS[2], 'version', 1)
return {1, redis.call('HGETALL', KEYS[1])}
