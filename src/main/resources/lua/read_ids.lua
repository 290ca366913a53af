-- Reads what is known of messages and of the orders they name, at one moment.
--
-- KEYS  1 stream (hash)  2 totals (hash)  3 ids (hash)  4 placed (hash)
-- ARGV  1 n, number of ids   then n ids, then any number of orders
-- Returns {exists, last, values, placed, currency}
--       exists: 1 or 0   last: the newest seq, or ''   values: of each id, or nil   placed: JSON of each order, or nil
--       currency: the stream's, or ''

local call = redis.call
local n = tonumber(ARGV[1])
local placed = {}
if #ARGV > n + 1 then
  placed = call('HMGET', KEYS[4], unpack(ARGV, n + 2))
end
return {
  call('EXISTS', KEYS[1]),
  call('HGET', KEYS[2], 'last') or '',
  call('HMGET', KEYS[3], unpack(ARGV, 2, n + 1)),
  placed,
  call('HGET', KEYS[1], 'currency') or '',
}
