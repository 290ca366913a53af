-- Creates a stream, unless one with its id exists: settings and products together, so that no reader sees one without
-- the other. Its version starts at 1.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 and up: a change of products
-- ARGV  1 the mark of a stream that counts all tallies from its start
--       2 and up: a change of products
--       then name and value of each setting
-- Returns {1, settings}: field, value, …; or, with nothing written, 'exists', or the refusal of a change of
--       products

-- include part_products
local call = redis.call
local settings_key, totals_key = KEYS[1], KEYS[2]
local all_tallies = ARGV[1]
local change = product_change(3, 2)

if call('EXISTS', settings_key) == 1 then
  return 'exists'
end
local refused = refusal(totals_key, change, false)
if refused then
  return refused
end
call('HSET', settings_key, unpack(ARGV, change.next_arg))
call('HSET', totals_key, 'tallies', all_tallies)
apply_products(totals_key, change)
call('HINCRBY', totals_key, 'version', 1)
return {1, call('HGETALL', settings_key)}
