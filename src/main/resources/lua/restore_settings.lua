-- Ends the restoring of a stream, whose other keys are complete: with its settings it exists, or is in Redis again.
--
-- KEYS  1 settings (hash)
-- ARGV  field, value, …
-- Returns 1; or, with nothing written, 0 if the stream exists and is not archived

local call = redis.call
local settings_key = KEYS[1]

if call('EXISTS', settings_key) == 1 and call('HEXISTS', settings_key, 'archived') == 0 then
  return 0
end
call('DEL', settings_key)
for i = 1, #ARGV, 2 do
  call('HSET', settings_key, ARGV[i], ARGV[i + 1])
end
return 1
