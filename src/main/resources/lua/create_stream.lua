-- Creates a stream, unless one with its id exists: settings and products together, so that no reader sees one without
-- the other. Its version starts at 1.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 catalogue (hash)  4 staged (hash): the catalogue in the making
-- ARGV  1 number of staged products
--       name and value of each setting
-- Returns {1, settings}: field, value, …; or, with nothing written, 'exists' or 'late' (what was staged has expired)

local call = redis.call
local settings_key, totals_key, catalogue_key, staged_key = unpack(KEYS, 1, 4)
local staged = tonumber(ARGV[1])

if call('EXISTS', settings_key) == 1 then
  return 'exists'
end
if call('HLEN', staged_key) ~= staged then
  return 'late'
end
call('HSET', settings_key, unpack(ARGV, 2))
if staged > 0 then
  call('RENAME', staged_key, catalogue_key)
  call('PERSIST', catalogue_key)
end
call('HINCRBY', totals_key, 'version', 1)
return {1, call('HGETALL', settings_key)}
