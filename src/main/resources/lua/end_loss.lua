-- Notes that a ledger has all again that nodes missed, since a node has found it.
--
-- KEYS  1 totals (hash)  2 loss (hash)
-- ARGV  1 the newest seq that the node knew
-- Returns 1 if no loss is noted now; 0 if another node misses more

-- include part_seq
local call = redis.call
local totals_key, loss_key = KEYS[1], KEYS[2]

local required = call('HGET', loss_key, 'required')
if required and went_back(required, ARGV[1], true) then
  return 0
end
call('HDEL', loss_key, 'required', 'witness', 'found', 'noticed')
call('HDEL', totals_key, 'lost')
return 1
