-- Keeps a message until its order comes, unless it has come meanwhile or there are too many.
--
-- KEYS  1 parked (hash)  2 parkedorders (hash)  3 ids (hash)
-- ARGV  1 id of the message  2 its type  3 id of its order  4 what is kept of it  5 how many may be parked
-- Returns 'parked', also if it was before; 'due' if the ledger can judge it now; 'full' if there is no room

-- include part_parked
local call = redis.call
local parked_key, orders_key, ids_key = unpack(KEYS, 1, 3)
local id, kind, order, kept, limit = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

if is_due(kind, call('HGET', ids_key, order)) then
  return 'due'
end
if call('HEXISTS', parked_key, id) == 1 then
  return 'parked'
end
if call('HLEN', parked_key) >= limit then
  return 'full'
end
call('HSET', parked_key, id, kept)
call('HSET', orders_key, id, kind .. ' ' .. order)
return 'parked'
