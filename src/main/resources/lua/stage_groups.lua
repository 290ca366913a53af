-- Writes some groups of the next tree beside the current one. A whole tree in one script would hold up all streams.
--
-- KEYS  1 staged (hash)
-- ARGV  1 seconds after which the staged tree expires
--       group and JSON of each group, 1,000 at most

local call = redis.call
local staged_key = KEYS[1]
local expires_s = ARGV[1]

call('HSET', staged_key, unpack(ARGV, 2))
call('EXPIRE', staged_key, expires_s)
