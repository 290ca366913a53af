-- Replaces values of a hash that nobody has changed or removed meanwhile.
--
-- KEYS  1 the hash
-- ARGV  name, the value that is replaced and the new one, of each
-- Returns how many were replaced

local call = redis.call
local key = KEYS[1]

local replaced = 0
for i = 1, #ARGV, 3 do
  if call('HGET', key, ARGV[i]) == ARGV[i + 1] then
    call('HSET', key, ARGV[i], ARGV[i + 2])
    replaced = replaced + 1
  end
end
return replaced
