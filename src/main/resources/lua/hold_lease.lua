-- Takes or keeps a lease, unless somebody else holds it.
--
-- KEYS  1 the lease (string)
-- ARGV  1 who asks  2 ms for which it is held
-- Returns 1 if the one who asks holds it now, else 0

local lease_key = KEYS[1]
local asks, ms = ARGV[1], ARGV[2]

local holder = redis.call('GET', lease_key)
if holder and holder ~= asks then
  return 0
end
redis.call('SET', lease_key, asks, 'PX', ms)
return 1
