-- Takes a stream that is in a file out of Redis: marks it, and removes all that the file holds, or does nothing.
--
-- What stays in Redis may have changed since: settings, seal, version.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 archiving (string)  4 and up: the keys to remove
-- ARGV  1 what to write into the setting archived  2 the newest seq that the file has; '' if there is none
--       3 the message that says that a buyer was erased last, '' if none was  4 the edition of the catalogue, '' if it has none
--       5 the run that archives it
-- Returns 'archived'; or, with nothing written,
--       'unknown'    there is no such stream
--       'before'     it was archived before
--       'open'       its books are not closed
--       'changed'    it is not as it is in the file, or may not be: the lease of the run has ended

local call = redis.call
local settings_key, totals_key, archiving_key = KEYS[1], KEYS[2], KEYS[3]
local archived, last, erased, edition, run = unpack(ARGV, 1, 5)

local settings = call('HMGET', settings_key, 'status', 'archived', 'edition')
if not settings[1] then
  return 'unknown'
end
if settings[2] then
  return 'before'
end
if settings[1] ~= 'closed' then
  return 'open'
end
local totals = call('HMGET', totals_key, 'last', 'erased')
if (totals[1] or '') ~= last or (totals[2] or '') ~= erased or (settings[3] or '') ~= edition then
  return 'changed'
end
if call('GET', archiving_key) ~= run then
  return 'changed'
end

call('HSET', settings_key, 'archived', archived)
call('UNLINK', unpack(KEYS, 4))
return 'archived'
