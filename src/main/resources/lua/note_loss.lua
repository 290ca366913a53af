-- Notes that a ledger has less than a node acked or showed: from now on its messages are refused, and it is shown on no node,
-- until the loss is accepted (accept_loss) or a node finds that what is missing is there again (end_loss).
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 loss (hash)
-- ARGV  1 the newest seq that the ledger must have  2 id and seq of a message that it must have, '' if none is known
--       3 the newest seq that it had when the node noticed, '' for none   4 now, epoch ms
-- Returns 1 if it is noted now; 0 if there is no such stream, or this loss was accepted

-- include part_seq
local call = redis.call
local settings_key, totals_key, loss_key = KEYS[1], KEYS[2], KEYS[3]
local required, witness, found, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

if call('EXISTS', settings_key) == 0 then
  return 0
end
local noted = call('HMGET', loss_key, 'accepted', 'required')
if noted[1] and not went_back(required, noted[1], true) then -- accepted at a later seq
  return 0
end
-- of two nodes, the one that knows more
if not noted[2] or went_back(required, noted[2], true) then
  call('HSET', loss_key, 'required', required, 'witness', witness, 'found', found, 'noticed', now)
  call('HSET', totals_key, 'lost', required)
end
return 1
