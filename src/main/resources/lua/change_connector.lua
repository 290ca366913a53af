-- Makes or changes a connector, unless somebody else has changed it meanwhile.
--
-- KEYS  1 settings (hash)  2 secrets (hash)
-- ARGV  1 the edition that it must have; '' if there must be none  2 the edition that it gets
--       3 its secrets, a JSON array; '' to leave them as they are
--       4 and up: field, value, …; '' removes a field
-- Returns 1, or 0 with nothing written

local call = redis.call
local settings_key, secrets_key = KEYS[1], KEYS[2]
local expected, edition, secrets = ARGV[1], ARGV[2], ARGV[3]

if (call('HGET', settings_key, 'edition') or '') ~= expected then
  return 0
end
if secrets ~= '' then
  call('HSET', secrets_key, 'list', secrets)
end
call('HSET', settings_key, 'edition', edition)
for i = 4, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    call('HDEL', settings_key, ARGV[i])
  else
    call('HSET', settings_key, ARGV[i], ARGV[i + 1])
  end
end
return 1
