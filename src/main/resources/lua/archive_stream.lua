-- Takes a stream that is in a file out of Redis: marks it, and removes all that the file holds, or does nothing.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 and up: the keys to remove
-- ARGV  1 what to write into the setting archived  2 the newest seq that the file has; '' if there is none
--       3 the version of the board that the file has
-- Returns 'archived'; or, with nothing written,
--       'unknown'    there is no such stream
--       'before'     it was archived before
--       'open'       its books are not closed
--       'changed'    it is not as it is in the file

local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]
local archived, last, version = ARGV[1], ARGV[2], ARGV[3]

local settings = call('HMGET', settings_key, 'status', 'archived')
if not settings[1] then
  return 'unknown'
end
if settings[2] then
  return 'before'
end
if settings[1] ~= 'closed' then
  return 'open'
end
local totals = call('HMGET', totals_key, 'last', 'version')
if (totals[1] or '') ~= last or (totals[2] or '0') ~= version then
  return 'changed'
end

call('HSET', settings_key, 'archived', archived)
call('UNLINK', unpack(KEYS, 3))
return 'archived'
