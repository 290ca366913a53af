-- Lets a ledger continue with what it has after a loss, and says so in it. Its next seqs are later than any earlier one, so none
-- is given twice, and nodes that remember earlier ones find the newest seq not before theirs. A stream that is gone stays gone,
-- and the ledger of an archived one is a file: of these only the loss is noted.
--
-- KEYS  1 totals (hash)  2 loss (hash)  3 settings (hash)  4 ids (hash)  5 ledger (stream)
-- ARGV  1 ms of the newest seq that the node knew
--       2 id of the message that is recorded, '' for none   3 a JSON array of it   4 its value in ids, after the seq
-- Returns the seq from which the ledger continues. If the message is there already, nothing changes: the answer did not come.

-- include part_ledger
local call = redis.call
local totals_key, loss_key, settings_key, ids_key, ledger_key = unpack(KEYS, 1, 5)
local known_ms, id, messages, state = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]

local function ms_of(seq)
  return tonumber(string.match(seq or '', '^%d+')) or 0
end

if id ~= '' and call('HEXISTS', ids_key, id) == 1 then
  return call('HGET', loss_key, 'accepted')
end

local last = call('HGET', totals_key, 'last') or ''
local noted = call('HMGET', loss_key, 'accepted', 'required')
local time = call('TIME')
local ms = math.max(
  time[1] * 1000 + math.floor(time[2] / 1000),
  known_ms + 1,
  ms_of(last) + 1,
  ms_of(noted[2]) + 1)
local prefix = string.format('%.0f-', ms)
local accepted = prefix .. '0'
-- Accepted again by a node that knew later seqs: the ledger has been without them since the first time.
if noted[1] ~= last then
  call('HSET', loss_key, 'from', last)
end
call('HSET', loss_key, 'accepted', accepted)
call('HSET', totals_key, 'last', accepted)
if id ~= '' and call('HGET', settings_key, 'status') and call('HEXISTS', settings_key, 'archived') == 0 then
  add_entry(ledger_key, accepted, messages)
  call('HSET', ids_key, id, id_place(prefix) .. '0' .. state)
  call('HINCRBY', totals_key, 'version', 1)
end
call('HDEL', loss_key, 'required', 'witness', 'found', 'noticed')
call('HDEL', totals_key, 'lost')
return accepted
