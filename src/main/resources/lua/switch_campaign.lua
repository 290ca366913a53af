-- Puts the tallies of a campaign that were built anew in place of those before, at one moment.
--
-- KEYS  1 settings (hash)  2 totals (hash) in use  3 totals (hash) that were built
--       then the key in use of everything else, each with the key that was built after it
-- ARGV  1 the edition that they were built for  2 the field of totals that a goal is about  3 now, epoch ms
-- Returns the version, or, with nothing written, 'edition' if the members have changed meanwhile, or if they are in place

-- include part_settings

local call = redis.call
local settings_key, totals_key, built_key = KEYS[1], KEYS[2], KEYS[3]
local edition, goal_total, now = ARGV[1], ARGV[2], ARGV[3]

if call('HGET', settings_key, 'edition') ~= edition or call('HGET', built_key, 'edition') ~= edition then
  return 'edition'
end
local before = tonumber(call('HGET', totals_key, 'version') or '0')
local built = tonumber(call('HGET', built_key, 'version') or '0')

local function replace(key, by)
  call('UNLINK', key)
  if call('EXISTS', by) == 1 then
    call('RENAME', by, key)
  end
end
replace(totals_key, built_key)
for i = 4, #KEYS, 2 do
  replace(KEYS[i], KEYS[i + 1])
end
-- Later than both, so that every board that was read before differs from this one.
local version = string.format('%.0f', math.max(before, built) + 1)
call('HSET', totals_key, 'version', version)
call('HSET', settings_key, 'built', edition)
judge_goal(settings_key, totals_key, goal_total, now)
return tonumber(version)
