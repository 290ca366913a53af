-- Tells the format of the data, and stamps data that has none, or an earlier one.
--
-- KEYS  1 format (string)
-- ARGV  1 the format that this version writes     2 1 if it may be stamped, else 0
-- Returns {found, stamped}: the format that was found, '' if there was none; 1 if it was stamped now, else 0

local format_key = KEYS[1]
local present, may_stamp = ARGV[1], ARGV[2] == '1'

local found = redis.call('GET', format_key) or ''
local earlier = found == '' or (tonumber(found) or math.huge) < tonumber(present)
if may_stamp and earlier then
  redis.call('SET', format_key, present)
end
return {found, may_stamp and earlier and 1 or 0}
