-- Changes settings and products of a stream, or puts another catalogue in place, and raises the stream's version if
-- anything has changed.
--
-- KEYS[1] config     hash    the stream's settings, and its catalogue's edition, a number that each change raises
-- KEYS[2] totals     hash    gmv is read, version is raised
-- KEYS[3] catalogue  hash    sku to {"name","unit",…} as JSON
-- KEYS[4] staged     hash    the catalogue that replaces it, if ARGV[4] says so
-- ARGV[1] integer    now, epoch ms
-- ARGV[2] integer    the most products that a stream may have
-- ARGV[3] integer    how many settings follow
-- ARGV[4] integer    how many products were staged; -1 if none replace the catalogue
-- ARGV[5] integer    how many of them are identical in the catalogue
-- ARGV[6] integer    the edition of the catalogue that they were compared with
-- ARGV[…] strings    name and value of each setting, then sku and JSON of each product, 1,000 at most; an empty value removes
--
-- Returns {changed (1 or 0), settings as HGETALL gives them}, or, with nothing written, "unknown" (no such stream),
-- "products" (they would be too many), "raced" (the catalogue was changed meanwhile) or "late" (what was staged has expired).
if redis.call('EXISTS', KEYS[1]) == 0 then
  return 'unknown'
end
local last_setting = 6 + 2 * tonumber(ARGV[3])
local staged = tonumber(ARGV[4])
local products = redis.call('HLEN', KEYS[3])
if staged >= 0 then
  if (redis.call('HGET', KEYS[1], 'edition') or '0') ~= ARGV[6] then
    return 'raced'
  end
  if redis.call('HLEN', KEYS[4]) ~= staged then
    return 'late'
  end
end
local after = products
for i = last_setting + 1, #ARGV, 2 do
  local known = redis.call('HEXISTS', KEYS[3], ARGV[i])
  local stays = ARGV[i + 1] == '' and 0 or 1
  after = after - known + stays
end
if after > tonumber(ARGV[2]) then
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
for i = 7, last_setting, 2 do
  if put(KEYS[1], ARGV[i], ARGV[i + 1]) then
    changed = true
    goal_changed = goal_changed or ARGV[i] == 'goal'
  end
end
local other_products = false
for i = last_setting + 1, #ARGV, 2 do
  other_products = put(KEYS[3], ARGV[i], ARGV[i + 1]) or other_products
end
if staged >= 0 and (staged ~= products or staged ~= tonumber(ARGV[5])) then
  other_products = true
  if staged == 0 then
    redis.call('DEL', KEYS[3])
  else
    redis.call('RENAME', KEYS[4], KEYS[3])
    redis.call('PERSIST', KEYS[3])
  end
end
if other_products then
  -- From the time, so that two catalogues never have the same edition, even if the data goes back to an earlier state.
  local edition = math.max(tonumber(redis.call('HGET', KEYS[1], 'edition') or '0') + 1, tonumber(ARGV[1]))
  redis.call('HSET', KEYS[1], 'edition', string.format('%.0f', edition))
end
-- goalReachedAt is about the current goal. Both numbers are below 2^53, so exact.
if goal_changed then
  local goal = redis.call('HGET', KEYS[1], 'goal')
  local gmv = redis.call('HGET', KEYS[2], 'gmv') or '0'
  if goal and tonumber(gmv) >= tonumber(goal) then
    redis.call('HSETNX', KEYS[1], 'goalReachedAt', ARGV[1])
  else
    redis.call('HDEL', KEYS[1], 'goalReachedAt')
  end
end
changed = changed or other_products
if changed then
  redis.call('HINCRBY', KEYS[2], 'version', 1)
end
return {changed and 1 or 0, redis.call('HGETALL', KEYS[1])}
