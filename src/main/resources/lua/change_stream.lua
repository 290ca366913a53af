-- Changes settings and products of a stream, and raises its version if anything differs from before.
--
-- KEYS[1] config     hash    the stream's settings
-- KEYS[2] totals     hash    gmv is read, version is raised
-- KEYS[3] catalogue  hash    sku to {"name","unit",…} as JSON
-- ARGV[1] integer    now, epoch ms
-- ARGV[2] integer    the most products that a stream may have
-- ARGV[3] integer    how many settings follow
-- ARGV[…] strings    name and value of each setting, then sku and JSON of each product; an empty value removes
--
-- Returns {changed (1 or 0), settings as HGETALL gives them}, or, with nothing written, "unknown" (no such stream) or
-- "products" (they would be too many).

if redis.call('EXISTS', KEYS[1]) == 0 then
  return 'unknown'
end

local last_setting = 3 + 2 * tonumber(ARGV[3])

local products = redis.call('HLEN', KEYS[3])
for i = last_setting + 1, #ARGV, 2 do
  local known = redis.call('HEXISTS', KEYS[3], ARGV[i])
  local stays = ARGV[i + 1] == '' and 0 or 1
  products = products - known + stays
end
if products > tonumber(ARGV[2]) then
  return 'products'
end

local function put(key, name, value)
  if value == '' then
    return redis.call('HDEL', key, name) == 1
  end
  if redis.call('HGET', key, name) == value then
    return false
  end
  redis.call('HSET', key, name, value)
  return true
end

local changed = false
local goal_changed = false
for i = 4, last_setting, 2 do
  if put(KEYS[1], ARGV[i], ARGV[i + 1]) then
    changed = true
    goal_changed = goal_changed or ARGV[i] == 'goal'
  end
end
for i = last_setting + 1, #ARGV, 2 do
  changed = put(KEYS[3], ARGV[i], ARGV[i + 1]) or changed
end

-- Whether and since when the goal is reached is about the goal as it is now. Both numbers are below 2^53, so exact.
if goal_changed then
  local goal = redis.call('HGET', KEYS[1], 'goal')
  local gmv = redis.call('HGET', KEYS[2], 'gmv') or '0'
  if goal and tonumber(gmv) >= tonumber(goal) then
    redis.call('HSETNX', KEYS[1], 'goalReachedAt', ARGV[1])
  else
    redis.call('HDEL', KEYS[1], 'goalReachedAt')
  end
end

if changed then
  redis.call('HINCRBY', KEYS[2], 'version', 1)
end
return {changed and 1 or 0, redis.call('HGETALL', KEYS[1])}
