-- Copies some entries of a ledger beside it, under a pseudonym, and what else changes with them.
--
-- KEYS  1 erasing (stream): the ledger as it will be  2 erasing-orders (hash): what changes with it
-- ARGV  1 the run of the command, which no other may disturb  2 seconds after which both expire  3 1 to begin anew, else 0
--       4 number of entries
--       id and messages of each entry
--       id of each order of the buyer, and what changes: see erase_buyer.lua
-- Returns 1, or 0 if another run has begun meanwhile

-- include part_entry
local call = redis.call
local erasing_key, orders_key = KEYS[1], KEYS[2]
local run, expires_s, begins = ARGV[1], ARGV[2], ARGV[3] == '1'
local RUN = '' -- no order has this id
local first_entry = 5
local first_order = first_entry + 2 * tonumber(ARGV[4])

if begins then
  call('UNLINK', erasing_key, orders_key)
  call('HSET', orders_key, RUN, run)
elseif call('HGET', orders_key, RUN) ~= run then
  return 0
end
for i = first_entry, first_order - 1, 2 do
  add_entry(erasing_key, ARGV[i], ARGV[i + 1])
end
for i = first_order, #ARGV, 2 do
  call('HSET', orders_key, ARGV[i], ARGV[i + 1])
end
call('EXPIRE', erasing_key, expires_s)
call('EXPIRE', orders_key, expires_s)
return 1
