-- Ends the restoring of a stream, whose other keys are complete: with its settings it exists, or is in Redis again.
--
-- KEYS  1 settings (hash)  2 archiving (string)
-- ARGV  1 the run that must hold the lease archiving; '' if none must
--       field, value, … of a stream that is not in Redis; one that was archived has its settings there, and they stay
-- Returns 1; or, with nothing written, 0 if the stream exists and is not archived, -1 if the lease of the run has ended

local call = redis.call
local settings_key, archiving_key = KEYS[1], KEYS[2]
local run = ARGV[1]

if run ~= '' and call('GET', archiving_key) ~= run then
  return -1
end
if call('EXISTS', settings_key) == 1 then
  return call('HDEL', settings_key, 'archived')
end
for i = 2, #ARGV, 2 do
  call('HSET', settings_key, ARGV[i], ARGV[i + 1])
end
return 1
