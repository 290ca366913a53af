-- Changes settings and products of a stream, and raises the stream's version if anything has changed: in one script, so
-- that no reader sees half of a change, the ledger has a message of each change of products, and the number of products
-- stays within its limit.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 and up: a change of products
-- ARGV  1 now, epoch ms                 2 the field of totals that a goal is about
--       3 maximum of products           4 by how many products the catalogue grows
--       5 the edition of the catalogue that the change of products was made for
--       6 and up: a change of products
--       then name and value of each setting; an empty value removes it
-- Returns {changed, settings}: 1 or 0, and field, value, …; or, with nothing written,
--       'unknown'    there is no such stream
--       'timezone'   days are counted in the old one since the stream has started
--       'closed'     there are products, but the books of the stream are closed
--       'raced'      the catalogue was changed meanwhile
--       'products'   there would be too many
--       the refusal of a change of products

-- include part_products
-- include part_settings
local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]
local now, goal_total, max_products, growth, edition = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local change = product_change(3, 6)
local first_setting = change.next_arg

local function is_another_zone()
  for i = first_setting, #ARGV, 2 do
    if ARGV[i] == 'timezone' then
      local held = call('HMGET', settings_key, 'status', 'timezone')
      return held[1] ~= 'scheduled' and held[2] ~= ARGV[i + 1]
    end
  end
  return false
end

if call('EXISTS', settings_key) == 0 then
  return 'unknown'
end
if is_another_zone() then
  return 'timezone'
end
local other_products = change.products > 0
if other_products then
  if call('HGET', settings_key, 'status') == 'closed' then
    return 'closed'
  end
  if (call('HGET', settings_key, 'edition') or '0') ~= edition then
    return 'raced'
  end
  if call('HLEN', change.catalogue) + growth > max_products then
    return 'products'
  end
  local refused = refusal(totals_key, change, true)
  if refused then
    return refused
  end
end

local changed = other_products
local goal_changed = false
for i = first_setting, #ARGV, 2 do
  if put(settings_key, ARGV[i], ARGV[i + 1]) then
    changed = true
    goal_changed = goal_changed or ARGV[i] == 'goal'
  end
end
if other_products then
  apply_products(totals_key, change)
  -- From the time, so that two catalogues never have the same edition, even if the data goes back to an earlier state.
  local next_edition = math.max(tonumber(call('HGET', settings_key, 'edition') or '0') + 1, tonumber(now))
  call('HSET', settings_key, 'edition', string.format('%.0f', next_edition))
end
if goal_changed then
  judge_goal(settings_key, totals_key, goal_total, now)
end
if changed then
  call('HINCRBY', totals_key, 'version', 1)
end
return {changed and 1 or 0, call('HGETALL', settings_key)}
