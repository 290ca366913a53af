-- Reads a slice of a key, and the newest seq that it reflects at that moment.
--
-- KEYS  1 totals (hash)  2 the key (hash, set or zset)
-- ARGV  1 HSCAN, SSCAN or ZSCAN  2 cursor, 0 to begin  3 approximate number of items
-- Returns {last, cursor, items}
--       last: the newest seq, or ''   cursor: of the next slice, 0 after the last one
--       items: field, value, … of a hash; member, score, … of a zset; members of a set

local call = redis.call
local totals_key, scanned_key = KEYS[1], KEYS[2]
local command, cursor, count = ARGV[1], ARGV[2], ARGV[3]

local last = call('HGET', totals_key, 'last') or ''
local slice = call(command, scanned_key, cursor, 'COUNT', count)
return {last, slice[1], slice[2]}
