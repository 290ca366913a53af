-- Reads what Redis holds of messages and of the orders that they name, at one moment. No script may run for long, since no
-- stream gets an ack meanwhile; so it stops after some bytes of JSON.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 ids (hash)  4 placed (hash)
-- ARGV  1 n, number of ids  2 bytes of JSON after which it stops
--       n times: id
--       ids of orders
-- Returns {exists, last, values, placed, currency}
--       exists: 1 or 0   last: the newest seq, or ''   values: for each id, or nil
--       placed: JSON of each order that was read, or nil; of one order at least, if there are any
--       currency: the stream's, or ''

local call = redis.call
local settings_key, totals_key, ids_key, placed_key = unpack(KEYS, 1, 4)
local first_id, enough = 3, tonumber(ARGV[2])
local first_order = first_id + tonumber(ARGV[1])
local SOME = 20 -- orders that are read at once; each may have 30 KB

local placed = {}
local bytes = 0
local from = first_order
while from <= #ARGV and bytes < enough do
  local read = call('HMGET', placed_key, unpack(ARGV, from, math.min(from + SOME - 1, #ARGV)))
  for i = 1, #read do
    placed[#placed + 1] = read[i]
    bytes = bytes + #(read[i] or '')
  end
  from = from + SOME
end
return {
  call('EXISTS', settings_key),
  call('HGET', totals_key, 'last') or '',
  call('HMGET', ids_key, unpack(ARGV, first_id, first_order - 1)),
  placed,
  call('HGET', settings_key, 'currency') or '',
}
