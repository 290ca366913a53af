-- Starts a scheduled stream. A live stream is not changed.
--
-- KEYS[1] config   hash      the stream's settings; status and startedAt are written
-- KEYS[2] totals   hash      version is raised
-- ARGV[1] integer  when it started, epoch ms
--
-- Returns {changed (1 or 0), settings as HGETALL gives them}, or, with nothing written, "unknown" (no such stream) or
-- "ended".

local status = redis.call('HGET', KEYS[1], 'status')
if not status then
  return 'unknown'
end
if status == 'ended' then
  return 'ended'
end
if status == 'live' then
  return {0, redis.call('HGETALL', KEYS[1])}
end

redis.call('HSET', KEYS[1], 'status', 'live', 'startedAt', ARGV[1])
redis.call('HINCRBY', KEYS[2], 'version', 1)
return {1, redis.call('HGETALL', KEYS[1])}
