-- Says that an archived stream has another file, in which a buyer has a pseudonym, or does nothing.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 seal (hash)
-- ARGV  1 the setting archived as it must be  2 as it is from now on
--       3 the newest seq, of the message that says that a buyer was erased  4 sha256 of the seal up to it
--       5 now, epoch ms  6 number of messages
-- Returns 1, or 0 if nothing was written

local call = redis.call
local settings_key, totals_key, seal_key = unpack(KEYS, 1, 3)
local before, archived, seq, sha256, at, messages = unpack(ARGV, 1, 6)

local held = call('HGET', settings_key, 'archived')
if held == archived then
  return 1 -- it was sent twice
end
if held ~= before then
  return 0
end
call('HSET', settings_key, 'archived', archived)
call('HSET', totals_key, 'last', seq, 'erased', seq)
call('HINCRBY', totals_key, 'version', 1)
call('DEL', seal_key)
call('HSET', seal_key, 'seq', seq, 'sha256', sha256, 'at', at, 'messages', messages, 'differences', 0, 'names', '[]',
  'whole', 1)
return 1
