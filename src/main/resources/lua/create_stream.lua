-- Creates a stream, unless one with its id exists.
--
-- KEYS[1] config     hash    the stream's settings
-- KEYS[2] totals     hash    its version is raised, so that it starts at 1
-- KEYS[3] catalogue  hash    sku to {"name","unit",…} as JSON
-- KEYS[4] staged     hash    the catalogue in the making
-- ARGV[1] integer    how many products were staged
-- ARGV[…] strings    name and value of each setting
--
-- Returns {1, settings as HGETALL gives them}, or, with nothing written, "exists" or "late" (what was staged has expired).
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 'exists'
end
local staged = tonumber(ARGV[1])
if redis.call('HLEN', KEYS[4]) ~= staged then
  return 'late'
end
redis.call('HSET', KEYS[1], unpack(ARGV, 2))
if staged > 0 then
  redis.call('RENAME', KEYS[4], KEYS[3])
  redis.call('PERSIST', KEYS[3])
end
redis.call('HINCRBY', KEYS[2], 'version', 1)
return {1, redis.call('HGETALL', KEYS[1])}
