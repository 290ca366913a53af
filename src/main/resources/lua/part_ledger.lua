-- Included by other scripts: messages that the server itself makes.

-- include part_seq

-- Whether a ledger has less than a node knows that it had. required: the newest seq that it must have, '' if none is known;
-- last: the newest seq that it has, or nil; exists: whether there is such a stream.
local function went_back(required, last, exists)
  if required == '' or required == last then
    return false
  end
  if not last then
    return not exists or required ~= '0-0'
  end
  local ms, n = string.match(required, '^(%d+)-(%d+)$')
  local last_ms, last_n = string.match(last, '^(%d+)-(%d+)$')
  ms, last_ms = tonumber(ms), tonumber(last_ms)
  return last_ms < ms or last_ms == ms and tonumber(last_n) < tonumber(n)
end

-- Appends a message to the ledger, as an entry of its own. Its id must be new, as one with a UUID is. Returns its seq.
--   messages: a JSON array of this one message     state: the value in ids after the seq, as '<fingerprint> catalogue'
local function append_to_ledger(totals_key, ids_key, ledger_key, id, messages, state)
  local prefix, first = next_place(redis.call('HGET', totals_key, 'last') or nil)
  local seq = prefix .. first
  redis.call('XADD', ledger_key, seq, 'messages', messages)
  redis.call('HSET', ids_key, id, seq .. ' ' .. state)
  redis.call('HSET', totals_key, 'last', seq)
  return seq
end
