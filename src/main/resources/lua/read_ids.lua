-- Reads what Redis holds of messages, of the orders that they name and of the goods in them, at one moment. No script may
-- run for long, since no stream gets an ack meanwhile; so it stops after some bytes of JSON.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 ids (hash)  4 placed (hash)  5 items (hash)  6 stock (zset)
--       7 numbers (hash)   8 freed (zset)
-- ARGV  1 bytes of JSON after which it stops
--       sections, each with the number of its rows before them:
--       ids              ids of orders           skus whose stock is counted
--       numbered skus: sku, how many free numbers are wanted, and the names of its fields of numbers: changes, fresh
-- Returns {exists, last, values, placed, currency, basis, items, stock, numbers, life}
--       exists: 1 or 0, or -1 if a loss is noted   last: the newest seq, or ''   values, items: for each id, or nil
--       placed: JSON of each order that was read, or nil; of one order at least, if there are any
--       currency: the stream's, or ''    basis: the seq of the newest change of it, or ''    stock: for each sku, or nil
--       numbers: for each sku {changes, fresh, free}, where free are the lowest names in freed
--       life: the stream's status, startedAt and endedAt, or nil

local call = redis.call
local settings_key, totals_key, ids_key, placed_key, items_key = unpack(KEYS, 1, 5)
local stock_key, numbers_key, freed_key = unpack(KEYS, 6, 8)
local enough = tonumber(ARGV[1])
local SOME = 20 -- orders that are read at once; each may have 30 KB

local cursor = 2
-- The places of the first and the last argument of the next section.
local function section(width)
  local from = cursor + 1
  cursor = from + width * tonumber(ARGV[cursor])
  return from, cursor - 1
end
local ids, ids_end = section(1)
local orders, orders_end = section(1)
local skus, skus_end = section(1)
local numbered, numbered_end = section(4)

local placed = {}
local bytes = 0
local from = orders
while from <= orders_end and bytes < enough do
  local read = call('HMGET', placed_key, unpack(ARGV, from, math.min(from + SOME - 1, orders_end)))
  for i = 1, #read do
    placed[#placed + 1] = read[i]
    bytes = bytes + #(read[i] or '')
  end
  from = from + SOME
end
local stock = {}
for i = skus, skus_end do
  stock[#stock + 1] = call('ZSCORE', stock_key, ARGV[i])
end
local numbers = {}
for i = numbered, numbered_end, 4 do
  local kept = call('HMGET', numbers_key, ARGV[i + 2], ARGV[i + 3])
  local free = call('ZRANGEBYLEX', freed_key, '[' .. ARGV[i] .. '\t', '(' .. ARGV[i] .. '\n', 'LIMIT', 0, ARGV[i + 1])
  numbers[#numbers + 1] = {kept[1], kept[2], free}
end
return {
  call('HEXISTS', totals_key, 'lost') == 1 and -1 or call('EXISTS', settings_key),
  call('HGET', totals_key, 'last') or '',
  call('HMGET', ids_key, unpack(ARGV, ids, ids_end)),
  placed,
  call('HGET', settings_key, 'currency') or '',
  call('HGET', totals_key, 'basis') or '',
  call('HMGET', items_key, unpack(ARGV, ids, ids_end)),
  stock,
  numbers,
  call('HMGET', settings_key, 'status', 'startedAt', 'endedAt'),
}
