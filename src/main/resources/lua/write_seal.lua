-- Writes the newest audit of a stream, with the seal of the ledger that it read, and raises the stream's version. Not over
-- another audit than the one that is known, nor a later one, nor if the ledger does not reach so far, nor if a buyer was erased
-- since: the ledger has other entries then.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 seal (hash)
-- ARGV  1 at of the seal that must stand, '' for none, '*' for any   2 seq  3 sha256  4 at, epoch ms
--       5 number of messages  6 number of differences  7 JSON array of the names of some
--       8 1 if all figures were compared and none differed, else 0
-- Returns 1 if it was written, else 0

-- include part_seq
local call = redis.call
local settings_key, totals_key, seal_key = KEYS[1], KEYS[2], KEYS[3]
local before, seq, sha256, at, messages, differences, names, whole = unpack(ARGV, 1, 8)

if call('EXISTS', settings_key) == 0 or went_back(seq, call('HGET', totals_key, 'last'), true) then
  return 0
end
if went_back(call('HGET', totals_key, 'erased') or '', seq, true) then
  return 0
end
local held = call('HMGET', seal_key, 'seq', 'at')
if before ~= '*' and before ~= (held[2] or '') or held[1] and went_back(held[1], seq, true) then
  return 0
end
call('HSET', seal_key, 'seq', seq, 'sha256', sha256, 'at', at, 'messages', messages, 'differences', differences,
  'names', names, 'whole', whole)
call('HINCRBY', totals_key, 'version', 1)
return 1
