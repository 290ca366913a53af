-- Keeps what a ledger comes to up to one of its entries. It tells what is new since the checkpoint before, so it is written
-- only if that is the newest.
--
-- KEYS  1 settings (hash)  2 checkpoints (hash)  3 totals (hash)
-- ARGV  1 how many fields the checkpoints must have  2 the message that says that a buyer was erased last, '' if none was
--       name and value of each field of the new one
-- Returns how many fields there are now; 0 if it was not written

local call = redis.call
local settings_key, checkpoints_key, totals_key = unpack(KEYS, 1, 3)

if call('EXISTS', settings_key) == 0 or call('HLEN', checkpoints_key) ~= tonumber(ARGV[1]) then
  return 0
end
if (call('HGET', totals_key, 'erased') or '') ~= ARGV[2] then
  return 0
end
call('HSET', checkpoints_key, unpack(ARGV, 3))
return call('HLEN', checkpoints_key)
