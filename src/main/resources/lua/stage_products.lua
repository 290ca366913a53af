-- Writes some products of a new catalogue beside the current one. A whole catalogue in one script would hold up all streams.
--
-- KEYS  1 catalogue (hash)  2 staged (hash)
-- ARGV  1 seconds after which the staged catalogue expires
--       sku and JSON of each product, 1,000 at most
-- Returns how many of these are identical in the current catalogue

local call = redis.call
local catalogue_key, staged_key = KEYS[1], KEYS[2]
local expires_s = ARGV[1]

local skus = {}
for i = 2, #ARGV, 2 do
  skus[#skus + 1] = ARGV[i]
end
local held = call('HMGET', catalogue_key, unpack(skus))
local same = 0
for i = 1, #skus do
  if held[i] == ARGV[2 * i + 1] then
    same = same + 1
  end
end
call('HSET', staged_key, unpack(ARGV, 2))
call('EXPIRE', staged_key, expires_s)
return same
