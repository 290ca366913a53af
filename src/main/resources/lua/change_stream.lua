-- Changes settings and products of a stream, or puts another catalogue in place, and raises the stream's version if
-- anything has changed: in one script, so that no reader sees half of a change, and the number of products stays within
-- its limit.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 catalogue (hash)  4 staged (hash): the catalogue that replaces it, if any does
-- ARGV  1 now, epoch ms                       2 maximum of products
--       3 number of settings                  4 number of staged products; -1 if none replace the catalogue
--       5 how many of them are identical in the catalogue
--       6 the edition of the catalogue that they were compared with
--       7 the field of totals that a goal is about
--       name and value of each setting; an empty value removes it
--       sku and JSON of each product, 1,000 at most; an empty value removes it
-- Returns {changed, settings}: 1 or 0, and field, value, …; or, with nothing written,
--       'unknown'    there is no such stream
--       'products'   there would be too many
--       'raced'      the catalogue was changed meanwhile
--       'late'       what was staged has expired

local call = redis.call
local settings_key, totals_key, catalogue_key, staged_key = unpack(KEYS, 1, 4)
local now, max_products, staged, same = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[4]), tonumber(ARGV[5])
local edition, goal_total = ARGV[6], ARGV[7]
local first_setting = 8
local first_product = first_setting + 2 * tonumber(ARGV[3])

if call('EXISTS', settings_key) == 0 then
  return 'unknown'
end
local products = call('HLEN', catalogue_key)
if staged >= 0 then
  if (call('HGET', settings_key, 'edition') or '0') ~= edition then
    return 'raced'
  end
  if call('HLEN', staged_key) ~= staged then
    return 'late'
  end
end
local after = products
for i = first_product, #ARGV, 2 do
  local known = call('HEXISTS', catalogue_key, ARGV[i])
  local stays = ARGV[i + 1] == '' and 0 or 1
  after = after - known + stays
end
if after > max_products then
  return 'products'
end

local function put(key, name, value)
  if value == '' then
    return call('HDEL', key, name) == 1
  end
  if call('HGET', key, name) == value then
    return false
  end
  call('HSET', key, name, value)
  return true
end

local changed = false
local goal_changed = false
for i = first_setting, first_product - 1, 2 do
  if put(settings_key, ARGV[i], ARGV[i + 1]) then
    changed = true
    goal_changed = goal_changed or ARGV[i] == 'goal'
  end
end
local other_products = false
for i = first_product, #ARGV, 2 do
  other_products = put(catalogue_key, ARGV[i], ARGV[i + 1]) or other_products
end
if staged >= 0 and (staged ~= products or staged ~= same) then
  other_products = true
  if staged == 0 then
    call('DEL', catalogue_key)
  else
    call('RENAME', staged_key, catalogue_key)
    call('PERSIST', catalogue_key)
  end
end
if other_products then
  -- From the time, so that two catalogues never have the same edition, even if the data goes back to an earlier state.
  local next_edition = math.max(tonumber(call('HGET', settings_key, 'edition') or '0') + 1, tonumber(now))
  call('HSET', settings_key, 'edition', string.format('%.0f', next_edition))
end
-- goalReachedAt is about the current goal. Both numbers are below 2^53, so exact.
if goal_changed then
  local goal = call('HGET', settings_key, 'goal')
  local total = call('HGET', totals_key, goal_total) or '0'
  if goal and tonumber(total) >= tonumber(goal) then
    call('HSETNX', settings_key, 'goalReachedAt', now)
  else
    call('HDEL', settings_key, 'goalReachedAt')
  end
end
changed = changed or other_products
if changed then
  call('HINCRBY', totals_key, 'version', 1)
end
return {changed and 1 or 0, call('HGETALL', settings_key)}
