-- Has the tallies of a campaign built anew, unless somebody else has done so, or the campaign is gone.
--
-- KEYS  1 settings (hash)  2 totals (hash) in use
-- ARGV  1 the edition that is not to be trusted
-- Returns 1 if it has, else 0

local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]
local edition = ARGV[1]

if call('HGET', settings_key, 'edition') ~= edition then
  return 0
end
call('HINCRBY', settings_key, 'edition', 1)
call('HINCRBY', totals_key, 'version', 1) -- so that screens look, and are told
return 1
