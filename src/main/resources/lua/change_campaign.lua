-- Changes settings of a campaign, and raises its version if anything has changed. If other streams count, or days in
-- another zone, its edition is raised, too: its tallies are built anew.
--
-- KEYS  1 settings (hash)  2 totals (hash)
-- ARGV  1 now, epoch ms   2 the field of totals that a goal is about
--       then name and value of each setting; an empty value removes it
-- Returns the settings: field, value, …; or, with nothing written,
--       'unknown'   there is no such campaign
--       'times'     it would end before it starts, or at the same time

-- include part_settings
local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]
local now, goal_total = ARGV[1], ARGV[2]
local wanted = {}
for i = 3, #ARGV, 2 do
  wanted[ARGV[i]] = ARGV[i + 1]
end

-- As it will be; '' for none.
local function value_of(name)
  return wanted[name] or call('HGET', settings_key, name) or ''
end

-- What tallies are made by. The same streams in another order make the same tallies.
local function basis()
  local held = call('HMGET', settings_key, 'timezone', 'prefix', 'streams')
  local ids = held[3] and cjson.decode(held[3]) or {}
  table.sort(ids)
  return (held[1] or '') .. '\t' .. (held[2] or '') .. '\t' .. table.concat(ids, '\t')
end

if call('EXISTS', settings_key) == 0 then
  return 'unknown'
end
local starts, ends = tonumber(value_of('startsAt')), tonumber(value_of('endsAt'))
if starts and ends and ends <= starts then
  return 'times'
end

local before = basis()
local changed = false
local goal_changed = false
for name, value in pairs(wanted) do
  if put(settings_key, name, value) then
    changed = true
    goal_changed = goal_changed or name == 'goal'
  end
end
if basis() ~= before then
  -- From the time, so that a campaign that was deleted and created anew has no edition of the one before.
  local edition = math.max(tonumber(call('HGET', settings_key, 'edition') or '0') + 1, tonumber(now))
  call('HSET', settings_key, 'edition', string.format('%.0f', edition))
end
if goal_changed then
  judge_goal(settings_key, totals_key, goal_total, now)
end
if changed then
  call('HINCRBY', totals_key, 'version', 1)
end
return call('HGETALL', settings_key)
