-- Reads what Redis holds of messages and of the orders that they name, at one moment. No script may run for long, since no
-- stream gets an ack meanwhile; so it stops after some bytes of JSON.
--
-- KEYS  1 stream (hash)  2 totals (hash)  3 ids (hash)  4 placed (hash)
-- ARGV  1 n, number of ids  2 bytes of JSON after which it stops   then n ids, then any number of orders
-- Returns {exists, last, values, placed, currency}
--       exists: 1 or 0   last: the newest seq, or ''   values: for each id, or nil
--       placed: JSON of each order that was read, or nil; of one order at least, if there are any
--       currency: the stream's, or ''

local call = redis.call
local SOME = 20 -- orders that are read at once; each may have 30 KB
local n = tonumber(ARGV[1])
local placed = {}
local bytes = 0
local from = n + 3
while from <= #ARGV and bytes < tonumber(ARGV[2]) do
  local read = call('HMGET', KEYS[4], unpack(ARGV, from, math.min(from + SOME - 1, #ARGV)))
  for i = 1, #read do
    placed[#placed + 1] = read[i]
    bytes = bytes + #(read[i] or '')
  end
  from = from + SOME
end
return {
  call('EXISTS', KEYS[1]),
  call('HGET', KEYS[2], 'last') or '',
  call('HMGET', KEYS[3], unpack(ARGV, 3, n + 2)),
  placed,
  call('HGET', KEYS[1], 'currency') or '',
}
