-- Lets a ledger continue with what it has after a loss. Its next seqs are later than any earlier one, so none is given
-- twice, and nodes that remember earlier ones find the newest seq not before theirs. A stream that is gone stays gone.
--
-- KEYS  1 totals (hash)  2 loss (hash)
-- ARGV  1 ms of the newest seq that the node knew
-- Returns the seq from which the ledger continues

local call = redis.call
local totals_key, loss_key = KEYS[1], KEYS[2]
local known_ms = tonumber(ARGV[1])

local last = call('HGET', totals_key, 'last') or ''
local time = call('TIME')
local ms = math.max(
  time[1] * 1000 + math.floor(time[2] / 1000),
  known_ms + 1,
  (tonumber(string.match(last, '^%d+')) or 0) + 1)
local accepted = string.format('%.0f-0', ms)
-- Accepted again by a node that knew later seqs: the ledger has been without them since the first time.
if call('HGET', loss_key, 'accepted') ~= last then
  call('HSET', loss_key, 'from', last)
end
call('HSET', loss_key, 'accepted', accepted)
call('HSET', totals_key, 'last', accepted)
return accepted
