-- Writes some products of a new catalogue beside the current one, or messages about them. A whole catalogue in one script
-- would hold up all streams.
--
-- KEYS  1 staged (hash)  2 told (list)
-- ARGV  1 seconds after which both expire     2 number of products, 1,000 at most
--       sku and JSON of each product
--       the parts of messages
-- Returns 'OK'

local call = redis.call
local staged_key, told_key = KEYS[1], KEYS[2]
local expires_s = ARGV[1]
local first_product = 3
local first_part = first_product + 2 * tonumber(ARGV[2])

if first_part > first_product then
  call('HSET', staged_key, unpack(ARGV, first_product, first_part - 1))
end
if #ARGV >= first_part then
  call('RPUSH', told_key, unpack(ARGV, first_part))
end
call('EXPIRE', staged_key, expires_s)
call('EXPIRE', told_key, expires_s)
return redis.status_reply('OK')
