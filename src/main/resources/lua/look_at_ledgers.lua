-- Tells what Redis has of some ledgers: one command for many, so that idle ones cost next to nothing.
--
-- KEYS  for each stream: settings (hash), totals (hash), ids (hash), loss (hash)
-- ARGV  for each stream: a message's id; '' for none
-- Returns for each stream {exists, last, known, accepted, from, lost}
--       exists: 1 or 0     last: the newest seq, or ''     known: the value in ids, '*' if the stream is archived, or ''
--       accepted: the seq from which the ledger continued after the newest accepted loss, or ''
--       from: the last seq before it, or ''    lost: the newest seq that nodes miss, or ''

local call = redis.call
local looks = {}

local function known(settings_key, ids_key, id)
  return call('HGET', ids_key, id) or call('HEXISTS', settings_key, 'archived') == 1 and '*'
end

for i = 1, #ARGV do
  local settings_key, totals_key, ids_key, loss_key = unpack(KEYS, 4 * i - 3, 4 * i)
  local loss = call('HMGET', loss_key, 'accepted', 'from', 'required')
  looks[i] = {
    call('EXISTS', settings_key),
    call('HGET', totals_key, 'last') or '',
    ARGV[i] ~= '' and known(settings_key, ids_key, ARGV[i]) or '',
    loss[1] or '',
    loss[2] or '',
    loss[3] or '',
  }
end
return looks
