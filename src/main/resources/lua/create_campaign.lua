-- Creates a campaign, unless one with its id exists. Its version starts at 1.
--
-- KEYS  1 settings (hash)  2 totals (hash)
-- ARGV  name and value of each setting
-- Returns the settings: field, value, …; or 'exists', with nothing written

local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]

if call('EXISTS', settings_key) == 1 then
  return 'exists'
end
call('HSET', settings_key, unpack(ARGV))
call('HINCRBY', totals_key, 'version', 1)
return call('HGETALL', settings_key)
