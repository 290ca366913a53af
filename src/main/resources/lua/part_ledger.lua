-- Included by other scripts: messages that the server itself makes.

-- include part_entry
-- include part_seq

-- Appends a message to the ledger, as an entry of its own. Its id must be new, as one with a UUID is. Returns its seq.
--   messages: a JSON array of this one message     state: the value in ids after the seq, see IdText.java
local function append_to_ledger(totals_key, ids_key, ledger_key, id, messages, state)
  local prefix, first = next_place(redis.call('HGET', totals_key, 'last') or nil)
  local seq = prefix .. first
  add_entry(ledger_key, seq, messages)
  redis.call('HSET', ids_key, id, id_place(prefix) .. first .. state)
  redis.call('HSET', totals_key, 'last', seq)
  return seq
end
