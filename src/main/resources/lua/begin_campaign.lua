-- Prepares the tallies of a campaign that are built anew: those of an earlier edition must not be in them.
--
-- KEYS  1 settings (hash)  2 totals (hash) of what is built  3 and up: everything else of it
-- ARGV  1 the edition that is built
-- Returns 1, or, with nothing written, 'edition' if the members have changed, or if that edition is in place already

local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]
local edition = ARGV[1]

local settings = call('HMGET', settings_key, 'edition', 'built')
if settings[1] ~= edition or settings[2] == edition then
  return 'edition'
end
if call('HGET', totals_key, 'edition') ~= edition then
  for i = 2, #KEYS do
    call('UNLINK', KEYS[i])
  end
  call('HSET', totals_key, 'edition', edition)
end
return 1
