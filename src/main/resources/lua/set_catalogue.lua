-- Replaces the whole catalogue of a stream, and raises its version if anything differs from before.
--
-- KEYS[1] config     hash    the stream's settings
-- KEYS[2] totals     hash    its version is raised
-- KEYS[3] catalogue  hash    sku to {"name","unit",…} as JSON
-- ARGV[…] strings    sku and JSON of each product; each sku once
--
-- Returns {changed (1 or 0), how many products there are now}, or, with nothing written, "unknown" (no such stream).

if redis.call('EXISTS', KEYS[1]) == 0 then
  return 'unknown'
end

local count = #ARGV / 2
local changed = redis.call('HLEN', KEYS[3]) ~= count
for i = 1, #ARGV, 2 do
  changed = changed or redis.call('HGET', KEYS[3], ARGV[i]) ~= ARGV[i + 1]
end
if changed then
  redis.call('DEL', KEYS[3])
  for i = 1, #ARGV, 1000 do -- in steps, because Lua's stack holds some 8,000 values
    redis.call('HSET', KEYS[3], unpack(ARGV, i, math.min(i + 999, #ARGV)))
  end
  redis.call('HINCRBY', KEYS[2], 'version', 1)
end
return {changed and 1 or 0, count}
