-- Lets a ledger continue with what it has after a loss. Its next seqs are later than any earlier one, so none is given
-- twice, and nodes that remember earlier ones find the newest seq not before theirs. A stream that is gone stays gone.
--
-- KEYS  1 totals (hash)  2 loss (hash)
-- ARGV  1 ms of the newest seq that the node knew
-- Returns the seq from which the ledger continues

local call = redis.call
local last = call('HGET', KEYS[1], 'last') or ''
local time = call('TIME')
local ms = math.max(
  time[1] * 1000 + math.floor(time[2] / 1000),
  tonumber(ARGV[1]) + 1,
  (tonumber(string.match(last, '^%d+')) or 0) + 1)
local accepted = string.format('%.0f-0', ms)
-- Accepted again by a node that knew later seqs: the ledger has been without them since the first time.
if call('HGET', KEYS[2], 'accepted') ~= last then
  call('HSET', KEYS[2], 'from', last)
end
call('HSET', KEYS[2], 'accepted', accepted)
call('HSET', KEYS[1], 'last', accepted)
return accepted
