-- Keeps what a ledger comes to up to one of its entries. It tells what is new since the checkpoint before, so it is written
-- only if that is the newest.
--
-- KEYS  1 settings (hash)  2 checkpoints (hash)
-- ARGV  1 how many fields the checkpoints must have
--       name and value of each field of the new one
-- Returns how many fields there are now; 0 if it was not written

local call = redis.call
local settings_key, checkpoints_key = KEYS[1], KEYS[2]

if call('EXISTS', settings_key) == 0 or call('HLEN', checkpoints_key) ~= tonumber(ARGV[1]) then
  return 0
end
call('HSET', checkpoints_key, unpack(ARGV, 2))
return call('HLEN', checkpoints_key)
