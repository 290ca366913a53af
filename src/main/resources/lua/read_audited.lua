-- Reads figures of a stream at one moment, to compare them with its ledger.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 buyers (set)  4 seal (hash)  5 checkpoints (hash)
--       6 and up: the key of each part (hash or zset)
-- ARGV  1 approximate number of items of a key that is scanned
--       for each part: H (hash) or Z (zset), cursor from which it is scanned ('' if it is not), how many fields are asked for,
--       each of these
-- Returns nil if there is no such stream, or if its ledger is in an archive, else {totals, buyers, seal, checkpoints, parts}
--       totals: field, value, …   buyers: how many   checkpoints: how many fields
--       seal: seq, sha256, at, messages, differences, names (nil if there is none)
--       parts: {cursor, items, values} of each: from which it is scanned on ('0' after the last), field, value, … that were
--       scanned, and the values that were asked for

local call = redis.call
local settings_key, totals_key, buyers_key, seal_key, checkpoints_key = unpack(KEYS, 1, 5)
local count = ARGV[1]
local FIRST_PART_KEY = 6

local scan = {H = 'HSCAN', Z = 'ZSCAN'}

local function values_of(kind, key, from, to)
  if from > to then
    return {}
  end
  if kind == 'H' then
    return call('HMGET', key, unpack(ARGV, from, to))
  end
  local scores = {}
  for i = from, to do
    scores[#scores + 1] = call('ZSCORE', key, ARGV[i])
  end
  return scores
end

if call('EXISTS', settings_key) == 0 or call('HEXISTS', settings_key, 'archived') == 1 then
  return false
end
local parts = {}
local at = 2
for i = FIRST_PART_KEY, #KEYS do
  local kind, cursor, fields = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  local scanned = cursor ~= '' and call(scan[kind], KEYS[i], cursor, 'COUNT', count) or {'0', {}}
  parts[#parts + 1] = {scanned[1], scanned[2], values_of(kind, KEYS[i], at + 3, at + 2 + fields)}
  at = at + 3 + fields
end
return {
  call('HGETALL', totals_key),
  call('SCARD', buyers_key),
  call('HMGET', seal_key, 'seq', 'sha256', 'at', 'messages', 'differences', 'names', 'whole'),
  call('HLEN', checkpoints_key),
  parts,
}
