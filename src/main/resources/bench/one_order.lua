-- What is usually written to count orders: one call an order, which counts it in every tally that it moves.
-- It keeps the same tallies as record.lua, but judges nothing: neither stock nor status, no changes, no catalogue.
--
-- KEYS  1 ids (hash)   2 ledger (stream)   3 totals (hash)   4 buyers (set)   5 groupbuyers (set)   6 counts (hash)
--       7 trend (hash) 8 recent (list)     rankings (zset): 9 products  10 channels  11 groups  12 cities  13 days
-- ARGV  1 id   2 JSON of the order   3 channel   4 buyer   5 group   6 city   7 minute   8 day
--       lines: sku, quantity, amount
-- Returns 1; 0 if the id is known.

local call = redis.call
if call('HSETNX', KEYS[1], ARGV[1], 1) == 0 then
  return 0
end
call('XADD', KEYS[2], '*', 'message', ARGV[2])
local gmv, units = 0, 0
for i = 9, #ARGV, 3 do
  local sku, quantity, amount = ARGV[i], tonumber(ARGV[i + 1]), tonumber(ARGV[i + 2])
  gmv, units = gmv + amount, units + quantity
  call('ZINCRBY', KEYS[9], amount, sku)
  call('HINCRBY', KEYS[6], 'products:units:' .. sku, quantity)
  call('HINCRBY', KEYS[6], 'products:orders:' .. sku, 1)
end
call('ZINCRBY', KEYS[10], gmv, ARGV[3])
call('ZINCRBY', KEYS[11], gmv, ARGV[5])
call('ZINCRBY', KEYS[12], gmv, ARGV[6])
call('ZINCRBY', KEYS[13], gmv, ARGV[8])
call('HINCRBY', KEYS[6], 'channels:orders:' .. ARGV[3], 1)
call('HINCRBY', KEYS[6], 'groups:orders:' .. ARGV[5], 1)
call('HINCRBY', KEYS[6], 'cities:orders:' .. ARGV[6], 1)
call('HINCRBY', KEYS[6], 'days:orders:' .. ARGV[8], 1)
call('HINCRBY', KEYS[6], 'days:units:' .. ARGV[8], units)
call('SADD', KEYS[4], ARGV[4])
if call('SADD', KEYS[5], ARGV[5] .. '\t' .. ARGV[4]) == 1 then
  call('HINCRBY', KEYS[6], 'groups:buyers:' .. ARGV[5], 1)
end
call('HINCRBY', KEYS[3], 'placed', gmv)
call('HINCRBY', KEYS[3], 'gmv', gmv)
call('HINCRBY', KEYS[3], 'orders', 1)
call('HINCRBY', KEYS[3], 'units', units)
call('HINCRBY', KEYS[3], 'version', 1)
call('HINCRBY', KEYS[7], ARGV[7] .. ':gmv', gmv)
call('HINCRBY', KEYS[7], ARGV[7] .. ':orders', 1)
call('LPUSH', KEYS[8], ARGV[2])
call('LTRIM', KEYS[8], 0, 19)
return 1
