-- Creates a stream, unless there is one with its id.
--
-- KEYS[1] config     hash    the stream's settings
-- KEYS[2] totals     hash    its version is raised, so that it starts at 1
-- KEYS[3] catalogue  hash    sku to {"name","unit",…} as JSON
-- ARGV[1] integer    how many settings follow
-- ARGV[…] strings    name and value of each setting, then sku and JSON of each product
--
-- Returns {1, settings as HGETALL gives them}, or "exists" with nothing written.

if redis.call('EXISTS', KEYS[1]) == 1 then
  return 'exists'
end

local last_setting = 1 + 2 * tonumber(ARGV[1])

-- In steps, because Lua's stack holds some 8,000 values.
local function put(key, from, to)
  for i = from, to, 1000 do
    redis.call('HSET', key, unpack(ARGV, i, math.min(i + 999, to)))
  end
end

put(KEYS[1], 2, last_setting)
put(KEYS[3], last_setting + 1, #ARGV)
redis.call('HINCRBY', KEYS[2], 'version', 1)
return {1, redis.call('HGETALL', KEYS[1])}
